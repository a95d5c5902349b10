# Reference numbers for BalancingOracleTest: weights found by general optimisers and root finders, variances by stacked equations differentiated
# numerically, so that nothing is shared with the estimators under test. R 4.2.2 stats, nnet 7.3-18. Data as in causal_means.R.
# Rscript balancing.R > balancing.csv
options(digits = 12)
show <- function(name, x) cat(paste0(name, if (length(x) > 1) paste0(".", seq_along(x)), ",", format(as.numeric(x), digits = 12, trim = TRUE)), sep = "\n")
cat("quantity,value\n")
n <- 400; i <- seq_len(n)
x1 <- sin(i * 1.3) * 1.5; x2 <- ((i * 7919) %% 101) / 50 - 1
u <- ((i * 104729) %% 997 + 0.5) / 997; v <- ((i * 1299709) %% 991 + 0.5) / 991; z <- qnorm(((i * 15485863) %% 983 + 0.5) / 983)
a <- as.numeric(u < plogis(-0.3 + 0.6 * x1 - 0.5 * x2)); k <- 3 + 1.2 * a + 0.8 * x1 - 0.5 * x2 + z
x <- cbind(1, x1, x2)
num_jac <- function(f, t) sapply(seq_along(t), function(j) { h <- 1e-5 * max(1, abs(t[j])); up <- down <- t; up[j] <- t[j] + h; down[j] <- t[j] - h; (f(up) - f(down)) / (2 * h) })
sandwich_cov <- function(eq, t) { b <- solve(num_jac(function(s) colSums(eq(s)), t)); b %*% crossprod(eq(t)) %*% t(b) }
root <- function(f, t) { for (s in 1:100) t <- t - solve(num_jac(f, t), f(t)); stopifnot(max(abs(f(t))) < 1e-8); t }
ml <- coef(glm(a ~ x1 + x2, family = binomial, control = list(epsilon = 1e-14)))
means_of <- function(name, w, eqs, t, lp = NULL) {
  m <- c(weighted.mean(k[a == 1], w(t)[a == 1]), weighted.mean(k[a == 0], w(t)[a == 0])); q <- length(t)
  eq <- function(s) { ww <- w(s); cbind(eqs(s), ww * a * (k - s[q + 1]), ww * (1 - a) * (k - s[q + 2])) }
  vv <- sandwich_cov(eq, c(t, m))[q + 1:2, q + 1:2]; show(name, c(m, m[1] - m[2], sqrt(vv[1, 1] + vv[2, 2] - 2 * vv[1, 2])))
}
e_of <- function(t) drop(plogis(x %*% t[1:3]))
# just-identified covariate-balancing scores
g <- list(ATE = function(t) (a / e_of(t) - (1 - a) / (1 - e_of(t))) * x, ATT = function(t) (a - (1 - a) * e_of(t) / (1 - e_of(t))) * x,
          ATC = function(t) (a * (1 - e_of(t)) / e_of(t) - (1 - a)) * x)
w <- list(ATE = function(t) ifelse(a == 1, 1 / e_of(t), 1 / (1 - e_of(t))), ATT = function(t) ifelse(a == 1, 1, e_of(t) / (1 - e_of(t))),
          ATC = function(t) ifelse(a == 1, (1 - e_of(t)) / e_of(t), 1))
for (target in names(g)) { t <- root(function(s) colSums(g[[target]](s)), ml); show(paste0("cbps.", target), t); means_of(paste0("cbps.means.", target), w[[target]], g[[target]], t) }
# over-identified: two-step GMM with the covariance of the moments at maximum likelihood
for (target in c("ATE", "ATT")) {
  e <- e_of(ml); N <- n; n1 <- sum(a)
  cp <- function(q) crossprod(x * q, x) / N
  given <- function(e) if (target == "ATE") rbind(cbind(cp(e * (1 - e)), cp(rep(1, n))), cbind(cp(rep(1, n)), cp(1 / (e * (1 - e)))))
           else rbind(cbind(cp(e * (1 - e)), cp(N * e / n1)), cbind(cp(N * e / n1), cp(N^2 * e / (n1^2 * (1 - e)))))
  W <- solve(given(e))
  mo <- function(t) { e <- e_of(t); cbind((a - e) * x, if (target == "ATE") (a - e) / (e * (1 - e)) * x else N / n1 * (a - e) / (1 - e) * x) }
  J <- function(t) { m <- colMeans(mo(t)); drop(t(m) %*% W %*% m) }
  t <- ml; for (s in 1:5) for (how in c("Nelder-Mead", "BFGS")) t <- optim(t, J, method = how, control = list(reltol = 1e-16, maxit = 5000))$par
  for (s in 1:50) { gr <- function(q) num_jac(J, q); t <- t - solve(num_jac(gr, t), gr(t)) }
  show(paste0("over.", target), c(t, N * J(t)))
  ww <- w[[target]](t); D <- num_jac(function(q) colMeans(mo(q)), t)
  moved <- -mo(t) %*% t(solve(t(D) %*% W %*% D, t(D) %*% W)) / N
  m <- c(weighted.mean(k[a == 1], ww[a == 1]), weighted.mean(k[a == 0], ww[a == 0]))
  mm <- function(q) { w1 <- w[[target]](q); c(weighted.mean(k[a == 1], w1[a == 1]), weighted.mean(k[a == 0], w1[a == 0])) }
  inf <- cbind(ww * a * (k - m[1]) / sum(ww * a), ww * (1 - a) * (k - m[2]) / sum(ww * (1 - a))) + moved %*% t(num_jac(mm, t))
  show(paste0("over.means.", target), c(m[1] - m[2], sqrt(sum((inf[, 1] - inf[, 2])^2))))
  # continuously updated: the covariance given x at every trial value (Imai and Ratkovic 2014)
  U <- function(t) { m <- colMeans(mo(t)); drop(t(m) %*% solve(given(e_of(t)), m)) }
  for (s in 1:5) for (how in c("Nelder-Mead", "BFGS")) t <- optim(t, U, method = how, control = list(reltol = 1e-16, maxit = 5000))$par
  for (s in 1:50) { gr <- function(q) num_jac(U, q); t <- t - solve(num_jac(gr, t), gr(t)) }
  show(paste0("updated.", target), c(t, N * U(t)))
}
# entropy balancing: dual by a general optimiser
tilt <- function(arm, target) root(function(b) colSums((arm * exp(drop(x %*% b)) - target) * x), c(log(sum(target) / sum(arm)), 0, 0))
b1 <- tilt(a, rep(1, n)); b0 <- tilt(1 - a, rep(1, n)); show("entropy.ATE", c(b1, b0))
means_of("entropy.means.ATE", function(t) ifelse(a == 1, exp(x %*% t[1:3]), exp(x %*% t[4:6])), function(t) cbind((a * exp(drop(x %*% t[1:3])) - 1) * x, ((1 - a) * exp(drop(x %*% t[4:6])) - 1) * x), c(b1, b0))
bt <- tilt(1 - a, a); show("entropy.ATT", bt)
means_of("entropy.means.ATT", function(t) ifelse(a == 1, 1, exp(x %*% t[1:3])), function(t) ((1 - a) * exp(drop(x %*% t[1:3])) - a) * x, bt)
bc <- tilt(a, 1 - a); means_of("entropy.means.ATC", function(t) ifelse(a == 1, exp(x %*% t[1:3]), 1), function(t) (a * exp(drop(x %*% t[1:3])) - (1 - a)) * x, bc)
# three arms
arm <- ifelse(a == 1, 1 + (v > 0.5 + 0.2 * x2), 0); k3 <- k + 0.5 * (arm == 2)
fit <- nnet::multinom(factor(arm) ~ x1 + x2, trace = FALSE, maxit = 5000, reltol = 1e-16)
pr <- function(t) { l <- cbind(1, exp(x %*% t[1:3]), exp(x %*% t[4:6])); l / rowSums(l) }
eqm <- function(t) { p <- pr(t); cbind(((arm == 1) - p[, 2]) * x, ((arm == 2) - p[, 3]) * x) }
t <- root(function(s) colSums(eqm(s)), as.vector(t(coef(fit)))); show("multinomial", t)
tilts <- list(everybody = function(p) 1, arm1 = function(p) p[, 2], overlap = function(p) 1 / rowSums(1 / p), matching = function(p) apply(p, 1, min))
for (name in names(tilts)) {
  wm <- function(t) { p <- pr(t); tilts[[name]](p) / p[cbind(seq_len(n), arm + 1)] }
  m <- sapply(0:2, function(q) weighted.mean(k3[arm == q], wm(t)[arm == q]))
  eq <- function(s) { ww <- wm(s); cbind(eqm(s), sapply(0:2, function(q) ww * (arm == q) * (k3 - s[7 + q]))) }
  vv <- sandwich_cov(eq, c(t, m))[7:9, 7:9]
  show(paste0("arms.", name), c(m, sqrt(vv[2, 2] + vv[1, 1] - 2 * vv[1, 2]), sqrt(vv[3, 3] + vv[2, 2] - 2 * vv[2, 3])))
}
# trimming
e <- e_of(ml); q <- c(quantile(e[a == 1], 0.05), quantile(e[a == 0], 0.95)); show("percentile", sum(e >= q[1] & e <= q[2]))
pf <- plogis(qlogis(e) - qlogis(mean(a))); show("preference", c(pf[1], mean(pf >= 0.3 & pf <= 0.7)))
