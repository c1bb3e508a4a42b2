# Bash completion for zonula.

# Names may hold spaces and brackets: one a line, quoted for the shell.
_zonula_names() { # PROGRAM KIND WORD
  local IFS=$'\n' name
  COMPREPLY=()
  for name in $(compgen -W "$("$1" list ${2:+"$2"} 2>/dev/null | awk -F '  +' 'NR > 1 { print $1 }')" -- "$3"); do
    COMPREPLY+=("$(printf '%q' "$name")")
  done
}

_zonula() {
  local program=$1 word=$2 before=$3 verb=${COMP_WORDS[1]}
  COMPREPLY=()
  case $before in
    --out | --cache | --html) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --condition) _zonula_names "$program" conditions "$word"; return ;;
    --diet) if [ "$verb" = validate ]; then compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word"); else _zonula_names "$program" diets "$word"; fi; return ;;
    --engine) mapfile -t COMPREPLY < <(compgen -W "lanes cvode" -- "$word"); return ;;
    --solute) _zonula_names "$program" solutes "$word"; return ;;
    --grade) mapfile -t COMPREPLY < <(compgen -W "high moderate low very_low none contradicted" -- "$word"); return ;;
    --variant) mapfile -t COMPREPLY < <(compgen -W "ours hops short both" -- "$word"); return ;;
    --people | --members | --days | --seed | --threads | --rounds | --max-gmfe | --min-coverage | --strands | --breaks | --replicates | --null-replicates | --piece) return ;;
    --set) compopt -o nospace; _zonula_names "$program" parameters "$word"; COMPREPLY=("${COMPREPLY[@]/%/=}"); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "run trial validate calibrate claims diet list export junction bench help version" -- "$word")
    return
  fi
  case $verb:$word in
    run:-*) mapfile -t COMPREPLY < <(compgen -W "--people --seed --set --out --threads --engine --exact --repeats --cache --no-cache --json --quiet --help" -- "$word") ;;
    trial:-*) mapfile -t COMPREPLY < <(compgen -W "--people --replicates --null-replicates --seed --set --out --threads --piece --json --quiet --help" -- "$word") ;;
    validate:-*) mapfile -t COMPREPLY < <(compgen -W "--people --seed --diet --max-gmfe --min-coverage --out --threads --engine --cache --json --quiet --help" -- "$word") ;;
    calibrate:-*) mapfile -t COMPREPLY < <(compgen -W "--people --seed --members --write --out --threads --cache --json --quiet --help" -- "$word") ;;
    claims:-*) mapfile -t COMPREPLY < <(compgen -W "--grade --run --people --threads --write --html --cache --no-cache --json --quiet --help" -- "$word") ;;
    diet:-*) mapfile -t COMPREPLY < <(compgen -W "--people --seed --days --out --threads --engine --json --quiet --help" -- "$word") ;;
    bench:-*) mapfile -t COMPREPLY < <(compgen -W "--people --rounds --out --threads --json --quiet --help" -- "$word") ;;
    junction:-*) mapfile -t COMPREPLY < <(compgen -W "--strands --solute --breaks --leak --channels --variant --replicates --seed --set --out --threads --json --quiet --help" -- "$word") ;;
    export:-*) mapfile -t COMPREPLY < <(compgen -W "--people --seed --set --condition --diet --out --all --help" -- "$word") ;;
    list:-*) mapfile -t COMPREPLY < <(compgen -W "--json --help" -- "$word") ;;
    version:-*) mapfile -t COMPREPLY < <(compgen -W "--json --help" -- "$word") ;;
    *:-*) mapfile -t COMPREPLY < <(compgen -W "--help" -- "$word") ;;
    run:* | trial:* | bench:*) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.yaml' -- "$word") ;;
    validate:* | calibrate:*) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.csv' -- "$word") ;;
    claims:*) _zonula_names "$program" claims "$word"; compopt -o filenames; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.yaml' -- "$word") ;;
    diet:*) case $word in */*) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.yaml' -- "$word") ;; *) _zonula_names "$program" diets "$word" ;; esac ;;
    export:*) if [ "$COMP_CWORD" -eq 2 ]; then mapfile -t COMPREPLY < <(compgen -W "sbml people" -- "$word"); else compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word"); fi ;;
    help:*) mapfile -t COMPREPLY < <(compgen -W "run trial validate calibrate claims diet list export junction bench help version" -- "$word") ;;
    list:*)
      if [ "$COMP_CWORD" -eq 2 ]; then _zonula_names "$program" "" "$word"; else _zonula_names "$program" "${COMP_WORDS[2]}" "$word"; fi
      ;;
  esac
}

complete -F _zonula zonula
