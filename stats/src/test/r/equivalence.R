# Reference numbers of EquivalenceTest. Rscript equivalence.R > equivalence.csv
cat("quantity,value\n"); p <- function(n, v) cat(sprintf("%s,%.12g\n", n, v))
p("t size", power.t.test(delta = .5, sd = 1, power = .9)$n); p("t power", power.t.test(n = 12, delta = .8, sd = 1)$power); p("paired size", power.t.test(delta = .4, sd = 1, power = .8, type = "paired")$n)
p("one sided size", power.t.test(delta = .3, sd = 1, power = .8, alternative = "one.sided")$n); p("tiny power", power.t.test(n = 2, delta = 3, sd = 1)$power)
p("prop size", power.prop.test(p1 = .3, p2 = .45, power = .8)$n); p("prop power", power.prop.test(n = 150, p1 = .3, p2 = .45)$power)
for (q in list(c(1.5, 5, 2), c(-1, 3, .5), c(4, 30, 3))) p(paste0("pt.", q[1]), pt(q[1], q[2], q[3]))
a <- sleep$extra[1:10]; b <- sleep$extra[11:20]; p("sleep paired lower", t.test(a, b, paired = TRUE)$conf.int[1]); p("sleep pooled p", t.test(a, b, var.equal = TRUE)$p.value)
# Fieller by search
x <- c(5.1, 6.2, 4.8, 7.0, 5.9); y <- c(4.1, 4.4, 5.0, 3.7, 4.6, 4.9); t <- qt(.975, 9); f <- function(r) (mean(x) - r * mean(y))^2 - t^2 * (var(x) / 5 + r^2 * var(y) / 6)
p("fieller lower", uniroot(f, c(.2, mean(x) / mean(y)), tol = 1e-13)$root); p("fieller upper", uniroot(f, c(mean(x) / mean(y), 4), tol = 1e-13)$root)
