# Reference numbers of SensitivityTest. Rscript sensitivity.R > sensitivity.csv
cat("quantity,value\n"); p <- function(n, v) cat(sprintf("%s,%.12g\n", n, v))
# pairs: yields of Darwin's cross- and self-fertilised maize (eighths of an inch), 1876
d <- c(49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)
p("wilcoxon p", wilcox.test(d, alternative = "greater", exact = FALSE, correct = FALSE)$p.value)
up <- function(g) { q <- rank(abs(d)); t <- sum(q[d > 0]); k <- g / (1 + g); pnorm((t - k * sum(q)) / sqrt(k * (1 - k) * sum(q^2)), lower.tail = FALSE) }
for (g in c(1.5, 2, 3)) p(paste0("upper.", g), up(g)); p("lower.2", up(1 / 2)); p("critical", uniroot(function(g) up(g) - .05, c(1, 20), tol = 1e-12)$root)
p("mcnemar.1", binom.test(12, 15, alternative = "greater")$p.value); p("mcnemar.2", binom.test(12, 15, 2 / 3, alternative = "greater")$p.value)
# risk difference E-value
a <- 397; n1 <- 397 + 78557; c <- 51; n0 <- 51 + 108778; f <- n1 / (n1 + n0); p1 <- a / n1; p0 <- c / n0
low <- function(B) { s <- f + (1 - f) / B; g <- p1 - p0 * B; g * s - qnorm(.975) * sqrt((p1 * (1 - p1) / n1 + B^2 * p0 * (1 - p0) / n0) * s^2 + g^2 * (1 - 1 / B)^2 * f * (1 - f) / (n1 + n0)) }
B <- uniroot(low, c(1, p1 / p0), tol = 1e-13)$root; E <- function(r) r + sqrt(r * (r - 1)); p("rd point", E(p1 / p0)); p("rd limit", E(B))
# weights for missing values: stacked equations by numerical derivative
set.seed(5); n <- 400; x <- round(rnorm(n), 3); z <- rbinom(n, 1, .5); y <- round(1 + x + z + rnorm(n), 3); r <- rbinom(n, 1, plogis(.5 + x - .5 * z))
write.csv(data.frame(x, z, y = ifelse(r == 1, y, NA), r), file.path(commandArgs(TRUE)[1], "missing.csv"), row.names = FALSE, quote = FALSE, na = "")
X <- cbind(1, x, z); m <- glm(r ~ x + z, binomial, control = list(epsilon = 1e-14)); w <- r / fitted(m); mu <- sum(w * y) / sum(w)
psi <- function(t) { e <- plogis(drop(X %*% t[1:3])); cbind((r - e) * X, r / e * (y - t[4])) }
t0 <- c(coef(m), mu); h <- 1e-6; A <- sapply(1:4, function(j) { a <- t0; a[j] <- a[j] + h; b <- t0; b[j] <- b[j] - h; colSums(psi(a) - psi(b)) / (2 * h) })
V <- solve(A) %*% crossprod(psi(t0)) %*% t(solve(A)); p("ipw mean", mu); p("ipw se", sqrt(V[4, 4]))
