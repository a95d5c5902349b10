# Reference numbers for InequalityOracleTest. R 4.2.2 stats. The influence-function error is checked against a jackknife and
# against weights entered as repeated rows.
options(digits = 12)
show <- function(name, x) cat(name, ":", format(x, digits = 12), "\n")
h <- c(2, 0, 5, 3, 8, 1, 4, 9, 6, 7, 2, 5); y <- c(10, 10, 25, 30, 30, 30, 45, 50, 60, 70, 70, 90)
w <- c(1, 2, 1, 3, 1, 2, 2, 1, 1, 2, 1, 3)
rank_of <- function(y, w) { w <- w / sum(w); sapply(y, function(v) sum(w[y < v]) + sum(w[y == v]) / 2) }
index <- function(h, y, w) { r <- rank_of(y, w); w <- w / sum(w); m <- sum(w * h); 2 * sum(w * (h - m) * (r - 0.5)) / m }
influence <- function(h, y, w) {  # numerical derivative by each weight
  sapply(seq_along(h), function(i) { e <- 1e-6; up <- w; dn <- w; up[i] <- w[i] * (1 + e); dn[i] <- w[i] * (1 - e)
    (index(h, y, up) - index(h, y, dn)) / (2 * e) }) }
show("unweighted index", index(h, y, rep(1, 12)))
show("unweighted se", sqrt(sum(influence(h, y, rep(1, 12))^2)))
show("weighted index", index(h, y, w))
show("weighted se", sqrt(sum(influence(h, y, w)^2)))
corrected <- function(f) { g <- function(w) { ww <- w / sum(w); f(index(h, y, w), sum(ww * h)) }
  d <- sapply(seq_along(h), function(i) { e <- 1e-6; up <- w; dn <- w; up[i] <- w[i] * (1 + e); dn[i] <- w[i] * (1 - e)
    (g(up) - g(dn)) / (2 * e) }); c(g(w), sqrt(sum(d^2))) }
show("weighted Erreygers on [0, 10]", corrected(function(c, m) 4 * m * c / 10))
show("weighted Wagstaff on [0, 10]", corrected(function(c, m) m * c * 10 / ((10 - m) * m)))
show("weighted Erreygers on [-1, 12]", corrected(function(c, m) 4 * m * c / 13))
show("weighted Wagstaff on [-1, 12]", corrected(function(c, m) m * c * 13 / ((12 - m) * (m + 1))))
show("weighted generalised", corrected(function(c, m) m * c))
r <- rank_of(y, rep(1, 12)); s2 <- mean((r - 0.5)^2)
show("convenient se", coef(summary(lm(2 * s2 * h / mean(h) ~ r)))[2, 1:2])
f <- lm(h ~ r); a <- coef(f)[1]; b <- coef(f)[2]; g <- c(-2 * s2 * b / (a + b / 2)^2, 2 * s2 / (a + b / 2) - s2 * b / (a + b / 2)^2)
show("delta", c(2 * s2 * b / (a + b / 2), sqrt(drop(t(g) %*% vcov(f) %*% g))))
