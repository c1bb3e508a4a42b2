# One page against the code; see check_readmes.sh. Variables: page, folder ("" for a page of docs/), fix, and whole: the
# files of which every function must be named.
# Prints the page, with line numbers mended when `fix` is 1; what is wrong goes to standard error.

function complain(line, text) {
  printf "%s:%d: %s\n", page, line, text | "cat 1>&2"
  wrong = 1
}

# Reads a file of code once: first and last line of every function that is defined in it, and whether it is there at all.
function read_code(file,    at, text, name, open) {
  if (file in known) return known[file]
  known[file] = 0
  while ((getline text < file) > 0) {
    known[file] = 1
    at++
    if (!open && text ~ /^[a-z][A-Za-z0-9_ *]*[ *][a-z][a-z0-9_]*\(/ && text !~ /^(typedef|else|return)/) {
      name = text
      sub(/\(.*/, "", name)
      sub(/.*[ *]/, "", name)
      first[file, name] = at
      open = 1
    }
    if (open == 1 && text ~ /;$/) { # a prototype
      delete first[file, name]
      open = 0
    } else if (open == 1 && text ~ /\{.*\}$/) { # all on one line
      last[file, name] = at
      functions[file] = functions[file] name " "
      open = 0
    } else if (open == 1 && text ~ /\{$/)
      open = 2
    else if (open == 2 && text ~ /^\}/) {
      last[file, name] = at
      functions[file] = functions[file] name " "
      open = 0
    }
  }
  close(file)
  return known[file]
}

# The line number to print for a place; complains unless the line lies in the function.
function place(line, name, number, name_of_function,    file) {
  file = folder "/" name
  if (!read_code(file)) {
    complain(line, "there is no file " name " beside this page")
    return number
  }
  named[name_of_function] = 1
  if (!((file, name_of_function) in first)) {
    complain(line, "no function " name_of_function " is defined in " name)
    return number
  }
  if (number >= first[file, name_of_function] && number <= last[file, name_of_function]) return number
  if (fix) return first[file, name_of_function]
  complain(line, name ":" number " is not in " name_of_function ", which is lines " first[file, name_of_function] " to " \
           last[file, name_of_function] "; run tools/check_readmes.sh --fix")
  return number
}

# The text with its places checked.
function places(text, line,    done, name, number, rest) {
  while (match(text, /`[A-Za-z0-9_.\/]+\.(inc|c|h):[0-9]+`/)) {
    name = substr(text, RSTART + 1, RLENGTH - 2)
    done = done substr(text, 1, RSTART - 1)
    rest = substr(text, RSTART + RLENGTH)
    number = name
    sub(/:.*/, "", name)
    sub(/.*:/, "", number)
    if (match(rest, /^ \(`[a-z][a-z0-9_]*`\)/))
      number = place(line, name, number + 0, substr(rest, 4, RLENGTH - 5))
    else
      complain(line, "`" name ":" number "` does not say in which function, like `" name ":" number "` (`zn_...`)")
    done = done "`" name ":" number "`"
    text = rest
  }
  return done text
}

# Parameters, states, observables and sources among the words in code font.
function words(text, line,    word) {
  while (match(text, /`[^`]+`/)) {
    word = substr(text, RSTART + 1, RLENGTH - 2)
    text = substr(text, RSTART + RLENGTH)
    mentioned[word] = 1
    sub(/\[.*\]$/, "", word)
    if (word ~ /^(lumen|diet|person|microbiota|mucus|epithelium|immune|liver|circulation|solute|assay)_[a-z0-9_]+$/ && !(word in names))
      complain(line, "there is no parameter, state or observable " word)
    else if (word ~ /^[a-z0-9_]+_(19|20)[0-9][0-9]$/ && !(word in sources))
      complain(line, "there is no source " word " in data/sources.csv")
  }
}

# A word inside the first brackets of a macro call, "ZN_STATE(name, ...".
function first_argument(text) {
  sub(/^[A-Z_]*\(/, "", text)
  sub(/[,)].*/, "", text)
  return text
}

function read_names(    text, file, room, rooms, i, n) {
  file = "include/zonula/parameters.def"
  while ((getline text < file) > 0)
    if (text ~ /^ZN_PARAMETER\(/) names[first_argument(text)] = 1
  close(file)
  file = "src/body/observables.def"
  while ((getline text < file) > 0)
    if (text ~ /^ZN_OBSERVABLE\(/) names[first_argument(text)] = 1
  close(file)
  file = "data/sources.csv"
  while ((getline text < file) > 0) {
    sub(/,.*/, "", text)
    sources[text] = 1
  }
  close(file)
  n = split("lumen microbiota mucus epithelium immune liver circulation", rooms, " ")
  for (i = 1; i <= n; i++) {
    room = rooms[i]
    file = "src/body/" room "/" room ".def"
    while ((getline text < file) > 0) {
      if (text !~ /^ZN_STATE\(/) continue
      names[room "_" first_argument(text)] = 1
      if (folder == "src/body/" room) own_states[first_argument(text)] = 1
    }
    close(file)
  }
}

BEGIN { read_names() }

/^```/ { fenced = !fenced }

{
  if (!fenced) words($0, NR)
  print(folder == "" || fenced ? $0 : places($0, NR))
}

END {
  for (state in own_states)
    if (!(state in mentioned)) complain(NR, "state " state " is not named on this page")
  files = split(whole, file_list, " ")
  for (f = 1; f <= files; f++) {
    read_code(file_list[f])
    n = split(functions[file_list[f]], list, " ")
    for (i = 1; i <= n; i++)
      if (!(list[i] in named)) complain(NR, "function " list[i] " of " file_list[f] " is not named on this page")
  }
  close("cat 1>&2")
  exit wrong
}
