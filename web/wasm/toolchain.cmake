# WebAssembly by clang, lld and wasi-libc of Debian.
set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_C_COMPILER clang)
set(CMAKE_C_COMPILER_TARGET wasm32-wasi)
set(CMAKE_C_COMPILER_WORKS ON) # a trial would want an archiver for WebAssembly, which nothing else here needs
set(CMAKE_SYSROOT /usr)
set(CMAKE_C_FLAGS_INIT "-isystem /usr/include/wasm32-wasi")
