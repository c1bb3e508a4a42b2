# Error against cost, from the file `results`, to the files `to`.svg and `to`.png. Colours of Okabe and Ito, and a shape of its own for
# each engine.
set datafile separator ","
set datafile missing NaN
set logscale xy
set format x "10^{%T}"
set format y "%g"
set xlabel "largest error, as a share of the state's peak"
set ylabel "cost, milliseconds of one core for one person"
set title "30 days after the leak is tripled: what an answer costs, by how exact it is"
set xrange [*:*] reverse
set grid xtics ytics lc rgb "#dddddd" lw 1 lt 1
set border 3 lc rgb "#444444"
set tics nomirror
set key outside right top Left reverse samplen 2 spacing 1.3
set pointsize 0.9

engines = "lanes8 lanes4 lanes2 lanes1 cvode cvode_debian desolve_lsodes desolve_lsoda scipy_lsoda scipy_bdf"
colours = "#0072B2 #0072B2 #0072B2 #56B4E9 #000000 #888888 #D55E00 #E69F00 #009E73 #CC79A7"
shapes = "7 5 13 9 3 2 11 10 4 6"
name(engine) = system(sprintf("awk -F '\"' '$1 == \"%s,\" { print $2; exit }' %s", engine, results))
measured = system(sprintf("awk -F, '!/^#/ && $1 != \"engine\" && !seen[$1]++ { printf \"%%s \", $1 }' %s", results))
has(engine) = strstrt(" " . measured . " ", " " . engine . " ") > 0

list = ""
do for [i = 1:words(engines)] {
  if (has(word(engines, i))) {
    list = list . sprintf("%s results using (strcol(1) eq '%s' ? column('error') : NaN):(1000 / column('persons_per_s')) with linespoints lw 2 pt %s lc rgb '%s' title \"%s\"", \
      (list eq "" ? "" : ", "), word(engines, i), word(shapes, i), word(colours, i), name(word(engines, i)))
  }
}
set terminal svg size 1000,600 font "sans-serif,14" background rgb "white"
set output to . ".svg"
eval "plot " . list
set terminal pngcairo size 1000,600 font "sans-serif,12" background rgb "white"
set output to . ".png"
eval "plot " . list
