#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/sha256.h"

static void must_be(const char *text, const char *expected) {
  char hex[65];
  zn_sha256_hex(text, strlen(text), hex);
  assert_string_equal(hex, expected);
}

/* FIPS 180-4 and the examples NIST publishes beside it. */
static void the_published_vectors_come_out(void **state) {
  (void)state;
  must_be("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  must_be("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  must_be("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  must_be("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
          "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

static void a_million_letters_in_pieces_give_the_published_digest(void **state) {
  (void)state;
  struct zn_sha256 hash;
  char piece[1000], hex[65];
  memset(piece, 'a', sizeof piece);
  zn_sha256_begin(&hash);
  for (int i = 0; i < 1000; i++) zn_sha256_add(&hash, piece, sizeof piece);
  zn_sha256_end(&hash, hex);
  assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void pieces_of_any_length_give_the_same_digest(void **state) {
  (void)state;
  char text[300], whole[65], pieces[65];
  for (size_t i = 0; i < sizeof text; i++) text[i] = (char)(i * 7 + 1);
  for (size_t length = 0; length <= sizeof text; length += 13) {
    struct zn_sha256 hash;
    zn_sha256_hex(text, length, whole);
    zn_sha256_begin(&hash);
    zn_sha256_add(&hash, text, length / 3);
    zn_sha256_add(&hash, text + length / 3, length - length / 3);
    zn_sha256_end(&hash, pieces);
    assert_string_equal(whole, pieces);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_vectors_come_out),
      cmocka_unit_test(a_million_letters_in_pieces_give_the_published_digest),
      cmocka_unit_test(pieces_of_any_length_give_the_same_digest),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
