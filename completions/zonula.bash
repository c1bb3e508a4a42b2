# Bash completion for zonula.

_zonula_kinds() { "$1" list 2>/dev/null | awk 'NR > 1 { print $1 }'; }
_zonula_names() { "$1" list "$2" 2>/dev/null | awk 'NR > 1 { print $1 }'; }

_zonula() {
  local program=$1 word=$2 before=$3 verb=${COMP_WORDS[1]}
  COMPREPLY=()
  case $before in
    --out | --cache) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --people | --seed | --threads) return ;;
    --set) compopt -o nospace; mapfile -t COMPREPLY < <(compgen -S = -W "$(_zonula_names "$program" parameters)" -- "$word"); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "run list help version" -- "$word")
    return
  fi
  case $verb:$word in
    run:-*) mapfile -t COMPREPLY < <(compgen -W "--people --seed --set --out --threads --cache --no-cache --json --quiet --help" -- "$word") ;;
    list:-*) mapfile -t COMPREPLY < <(compgen -W "--json --help" -- "$word") ;;
    *:-*) mapfile -t COMPREPLY < <(compgen -W "--help" -- "$word") ;;
    run:*) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.yaml' -- "$word") ;;
    help:*) mapfile -t COMPREPLY < <(compgen -W "run list help version" -- "$word") ;;
    list:*)
      if [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_zonula_kinds "$program")" -- "$word")
      else
        mapfile -t COMPREPLY < <(compgen -W "$(_zonula_names "$program" "${COMP_WORDS[2]}")" -- "$word")
      fi
      ;;
  esac
}

complete -F _zonula zonula
