/* Long straight-line code that is written by tools/record computes faster when each block reads what it needs from memory: compilers like
 * to keep what earlier blocks had in registers, have too few of them, and put aside and fetch again more than they save. */
#ifndef ZN_BASE_FORGET_H
#define ZN_BASE_FORGET_H

#ifdef __GNUC__
#define ZN_FORGET() __asm__ volatile("" ::: "memory")
#else
#define ZN_FORGET() (void)0
#endif

#endif
