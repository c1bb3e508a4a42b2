/* Study files with the key `trial`, for tests of their reader; with the small library of reading.h. */
#ifndef ZN_TESTS_TRIAL_FILE_H
#define ZN_TESTS_TRIAL_FILE_H

/* One with everything in it, and one with nothing that could be left out; see trial_file.c for their lines. */
extern const char trial_file_text[], trial_file_plain[];

#endif
