# Reference numbers of InstrumentTest and DiscontinuityTest. Rscript instrument.R > instrument.csv
suppressMessages({library(AER); library(sandwich)}); cat("quantity,value\n"); p <- function(n, v) cat(sprintf("%s,%.12g\n", n, v))
set.seed(21); n <- 200; z1 <- round(rnorm(n), 3); z2 <- rbinom(n, 1, .4); u <- rnorm(n); w <- round(rnorm(n), 3); d <- round(.6 * z1 + .5 * z2 + .3 * w + u + rnorm(n), 3); y <- round(1 + .8 * d + .5 * w + 1.2 * u + rnorm(n), 3)
write.csv(data.frame(y, d, w, z1, z2), "../resources/reference/instrument.csv", row.names = FALSE, quote = FALSE)
f <- ivreg(y ~ d + w | w + z1 + z2); s <- summary(f, diagnostics = TRUE); p("b", coef(f)["d"]); p("se", sqrt(vcov(f)["d", "d"])); p("hc0", sqrt(vcovHC(f, "HC0")["d", "d"])); p("hc1", sqrt(vcovHC(f, "HC1")["d", "d"]))
for (i in 1:3) { p(paste0("stat.", i), s$diagnostics[i, 3]); p(paste0("p.", i), s$diagnostics[i, 4]) }
ar <- function(b) { e <- y - b * d; a <- anova(lm(e ~ w), lm(e ~ w + z1 + z2)); a$F[2] }
p("ar at 0.5", ar(.5)); cr <- qf(.95, 2, n - 4); p("ar low", uniroot(function(b) ar(b) - cr, c(-3, coef(f)["d"]), tol = 1e-12)$root); p("ar high", uniroot(function(b) ar(b) - cr, c(coef(f)["d"], 5), tol = 1e-12)$root)
# discontinuity
n <- 800; x <- round(runif(n, -2, 3), 4); t <- rbinom(n, 1, ifelse(x >= .5, .85, .15)); o <- round(.5 * x - .2 * x^2 + 1.1 * t + rnorm(n, 0, .6), 4)
write.csv(data.frame(x, t, o), "../resources/reference/discontinuity.csv", row.names = FALSE, quote = FALSE)
v <- x - .5; A <- as.numeric(v >= 0)
loc <- function(o, h, deg) { w <- pmax(0, 1 - abs(v) / h); i <- w > 0; m <- if (deg == 1) lm(o ~ A * v, weights = w, subset = i) else lm(o ~ A * v + A * I(v^2), weights = w, subset = i); c(coef(m)["A"], sqrt(vcovHC(m, "HC1")["A", "A"])) }
ik <- function(o) { h1 <- 1.84 * sd(v) * n^-.2; l <- o[v >= -h1 & v < 0]; r <- o[v >= 0 & v <= h1]; f <- (length(l) + length(r)) / (2 * n * h1); s2 <- ((length(l) - 1) * var(l) + (length(r) - 1) * var(r)) / (length(l) + length(r))
  m3 <- 6 * coef(lm(o ~ A + v + I(v^2) + I(v^3)))[5]; k <- sapply(0:1, function(a) { h2 <- 7200^(1/7) * (s2 / (f * max(m3^2, .01)))^(1/7) * sum(A == a)^(-1/7); i <- A == a & abs(v) <= h2; c(2 * coef(lm(o[i] ~ v[i] + I(v[i]^2)))[3], 2160 * s2 / (sum(i) * h2^4)) })
  3.4375 * (2 * s2 / (f * ((k[1, 2] - k[1, 1])^2 + sum(k[2, ]))))^.2 * n^-.2 }
h <- ik(o); p("bandwidth", h); a <- loc(o, h, 1); b <- loc(o, h, 2); p("sharp", a[1]); p("sharp se", a[2]); p("robust", b[1]); p("robust se", b[2])
tau <- a[1] / loc(t, h, 1)[1]; p("fuzzy", tau); wts <- pmax(0, 1 - abs(v) / h); iv <- ivreg(o ~ t + v + I(A * v) | A + v + I(A * v), weights = wts, subset = wts > 0); p("fuzzy ivreg", coef(iv)["t"]); p("fuzzy se", loc(o - tau * t, h, 1)[2] / loc(t, h, 1)[1])
bin <- 2 * sd(v) / sqrt(n); j <- floor(v / bin); mid <- (min(j):max(j) + .5) * bin; ht <- tabulate(j - min(j) + 1, length(mid)) / (n * bin)
ph <- function(s) { i <- mid * s > 0; m <- lm(ht[i] ~ mid[i] + I(mid[i]^2) + I(mid[i]^3) + I(mid[i]^4)); b <- coef(m); c2 <- 2 * b[3] + 6 * b[4] * mid[i] + 12 * b[5] * mid[i]^2; 3.348 * (sum(residuals(m)^2) / (sum(i) - 5) * diff(range(mid[i])) / sum(c2^2))^.2 }
hd <- (ph(1) + ph(-1)) / 2; e <- function(s) { i <- mid * s > 0 & abs(mid) < hd; coef(lm(ht[i] ~ mid[i], weights = 1 - abs(mid[i]) / hd))[1] }
p("density bandwidth", hd); p("density", log(e(1) / e(-1))); p("density se", sqrt(24 / 5 * (1 / e(1) + 1 / e(-1)) / (n * hd)))
