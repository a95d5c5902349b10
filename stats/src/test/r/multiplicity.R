# Reference numbers of MultiplicityTest and TransportTest. Rscript multiplicity.R > multiplicity.csv
cat("quantity,value\n"); p <- function(n, v) for (i in seq_along(v)) cat(sprintf("%s.%d,%.12g\n", n, i, v[i]))
x <- c(.012, .04, .003, .2, .031, .0004, .04, .9); for (m in c("bonferroni", "holm", "hochberg", "hommel", "BH", "BY")) p(m, p.adjust(x, m))
library(metafor); y <- c(.1, .45, -.2, .6, .3); v <- c(.04, .02, .06, .05, .01); r <- rma(y, v, method = "REML", control = list(threshold = 1e-13, maxiter = 1000)); b <- blup(r, transf = NULL); p("blup", b$pred); p("blup se", b$se); p("q", r$QE)
set.seed(3); n <- 150; a <- round(rnorm(n, 55, 9), 1); s <- rbinom(n, 1, .4); t <- rbinom(n, 1, .5); o <- round(.02 * a + .5 * s + t * (1 + .05 * (a - 55)) + rnorm(n), 3); ta <- round(rnorm(120, 60, 8), 1); ts <- rbinom(120, 1, .6)
write.csv(data.frame(a, s, t, o), "../resources/reference/study.csv", row.names = FALSE, quote = FALSE); write.csv(data.frame(a = ta, s = ts), "../resources/reference/target.csv", row.names = FALSE, quote = FALSE)
d <- data.frame(S = c(rep(1, n), rep(0, 120)), a = c(a, ta), s = c(s, ts)); e <- fitted(glm(S ~ a + s, binomial, d, control = list(epsilon = 1e-14)))[1:n]
w <- (1 - e) / e; dif <- function(w) weighted.mean(o[t == 1], w[t == 1]) - weighted.mean(o[t == 0], w[t == 0]); p("transport", dif(w)); p("generalise", dif(1 / e)); p("ess", sum(w)^2 / sum(w^2))
library(sandwich); p("transport se", sqrt(vcovHC(lm(o ~ t, weights = w), "HC0")[2, 2]))
X <- cbind(a - 60, s - .6); X <- sweep(X, 2, apply(X, 2, sd), "/"); f <- function(q) sum(exp(X %*% q)); q <- c(0, 0); for (i in 1:50) { u <- drop(exp(X %*% q)); q <- q - solve(crossprod(X * u, X), colSums(X * u)) }; u <- drop(exp(X %*% q)); p("maic", dif(u)); p("maic ess", sum(u)^2 / sum(u^2))
