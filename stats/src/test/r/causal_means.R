# Reference numbers for CausalOracleTest: stacked estimating equations solved and differentiated by generic means, so that no
# formula is shared with the estimators under test. R 4.2.2 stats. Data: generated below by a formula, no random numbers.
options(digits = 12)
n <- 400
i <- seq_len(n)
x1 <- sin(i * 1.3) * 1.5
x2 <- ((i * 7919) %% 101) / 50 - 1
u <- ((i * 104729) %% 997 + 0.5) / 997
v <- ((i * 1299709) %% 991 + 0.5) / 991
z <- qnorm(((i * 15485863) %% 983 + 0.5) / 983)
a <- as.numeric(u < plogis(-0.3 + 0.6 * x1 - 0.5 * x2))
y <- as.numeric(v < plogis(-0.6 + 0.5 * a + 0.7 * x1 + 0.4 * x2))
k <- 3 + 1.2 * a + 0.8 * x1 - 0.5 * x2 + z
x <- cbind(1, x1, x2)
cat("sums", sum(a), sum(y), format(sum(k), digits = 14), "\n")

numeric_jacobian <- function(f, t) sapply(seq_along(t), function(j) {
  h <- 1e-5 * max(1, abs(t[j])); up <- down <- t; up[j] <- t[j] + h; down[j] <- t[j] - h
  (f(up) - f(down)) / (2 * h)
})
# equations: n x q matrix as a function of theta; returns the sandwich covariance at theta
sandwich_cov <- function(equations, theta) {
  stopifnot(max(abs(colSums(equations(theta)))) < 1e-6)
  bread <- solve(numeric_jacobian(function(t) colSums(equations(t)), theta))
  bread %*% crossprod(equations(theta)) %*% t(bread)
}
contrasts_of <- function(m, v, ratios = TRUE) {
  d <- c(1, -1); out <- c(rd = m[1] - m[2], rd_se = sqrt(drop(t(d) %*% v %*% d)))
  if (ratios) {
    g <- c(1 / m[1], -1 / m[2]); o <- c(1 / (m[1] * (1 - m[1])), -1 / (m[2] * (1 - m[2])))
    out <- c(out, rr = m[1] / m[2], rr_se = sqrt(drop(t(g) %*% v %*% g)),
             or = m[1] / (1 - m[1]) / (m[2] / (1 - m[2])), or_se = sqrt(drop(t(o) %*% v %*% o)))
  }
  out
}
show <- function(name, x) cat(name, ":", format(x, digits = 12), "\n")
glm12 <- function(...) glm(..., control = list(epsilon = 1e-14, maxit = 100))
ps <- glm12(a ~ x1 + x2, family = binomial)
weight <- function(e, target) switch(target,
  ATE = ifelse(a == 1, 1 / e, 1 / (1 - e)), ATT = ifelse(a == 1, 1, e / (1 - e)), ATC = ifelse(a == 1, (1 - e) / e, 1),
  ATO = ifelse(a == 1, 1 - e, e), ATM = pmin(e, 1 - e) / ifelse(a == 1, e, 1 - e))

for (target in c("ATE", "ATT", "ATC", "ATO", "ATM")) for (outcome in c("binary", "continuous")) {
  r <- if (outcome == "binary") y else k
  w <- weight(fitted(ps), target)
  m <- c(weighted.mean(r[a == 1], w[a == 1]), weighted.mean(r[a == 0], w[a == 0]))
  eq <- function(t) { e <- drop(plogis(x %*% t[1:3])); w <- weight(e, target)
    cbind((a - e) * x, w * a * (r - t[4]), w * (1 - a) * (r - t[5])) }
  v <- sandwich_cov(eq, c(coef(ps), m))[4:5, 4:5]
  show(paste("weighted", target, outcome), contrasts_of(m, v, outcome == "binary"))
}
# standardisation: pooled and per arm, ATE and ATT, logistic and linear
standard <- function(kind, form, target) {
  r <- if (kind == "binary") y else k
  h <- if (target == "ATE") rep(1, n) else a
  mean_of <- if (kind == "binary") plogis else identity
  frame <- data.frame(r, a, x1, x2)
  fit <- function(f, s) if (kind == "binary") glm12(f, family = binomial, data = frame[s, ]) else lm(f, data = frame[s, ])
  if (form == "pooled") {
    b <- coef(fit(r ~ a + x1 + x2, rep(TRUE, n)))
    q <- function(t, arm) drop(mean_of(cbind(1, arm, x1, x2) %*% t[1:4]))
    eq0 <- function(t) (r - drop(mean_of(cbind(1, a, x1, x2) %*% t[1:4]))) * cbind(1, a, x1, x2)
    p <- 4
  } else {
    b <- c(coef(fit(r ~ x1 + x2, a == 1)), coef(fit(r ~ x1 + x2, a == 0)))
    q <- function(t, arm) drop(mean_of(x %*% (if (arm == 1) t[1:3] else t[4:6])))
    eq0 <- function(t) cbind(a * (r - q(t, 1)) * x, (1 - a) * (r - q(t, 0)) * x)
    p <- 6
  }
  m <- c(weighted.mean(q(b, 1), h), weighted.mean(q(b, 0), h))
  eq <- function(t) cbind(eq0(t), h * (q(t, 1) - t[p + 1]), h * (q(t, 0) - t[p + 2]))
  list(m = m, v = sandwich_cov(eq, c(b, m))[p + 1:2, p + 1:2], q1 = q(b, 1), q0 = q(b, 0))
}
for (kind in c("binary", "continuous")) for (form in c("pooled", "per arm")) for (target in c("ATE", "ATT")) {
  s <- standard(kind, form, target)
  show(paste("standardised", kind, form, target), contrasts_of(s$m, s$v, kind == "binary"))
}
# augmented weighting
e <- fitted(ps)
for (kind in c("binary", "continuous")) for (form in c("pooled", "per arm")) {
  r <- if (kind == "binary") y else k
  s <- standard(kind, form, "ATE")
  f1 <- s$q1 + a * (r - s$q1) / e; f0 <- s$q0 + (1 - a) * (r - s$q0) / (1 - e)
  show(paste("augmented ATE", kind, form), contrasts_of(c(mean(f1), mean(f0)), cov(cbind(f1, f0)) / n, kind == "binary"))
  pi1 <- mean(a)
  m1 <- mean(r[a == 1]); m0 <- sum(a * s$q0 + (1 - a) * e / (1 - e) * (r - s$q0)) / sum(a)
  g1 <- a * (r - m1) / pi1; g0 <- (a * (s$q0 - m0) + (1 - a) * e / (1 - e) * (r - s$q0)) / pi1
  show(paste("augmented ATT", kind, form), contrasts_of(c(m1, m0), cov(cbind(g1, g0)) / n, kind == "binary"))
  c0 <- mean(r[a == 0]); c1 <- sum((1 - a) * s$q1 + a * (1 - e) / e * (r - s$q1)) / sum(1 - a)
  h0 <- (1 - a) * (r - c0) / (1 - pi1); h1 <- ((1 - a) * (s$q1 - c1) + a * (1 - e) / e * (r - s$q1)) / (1 - pi1)
  show(paste("augmented ATC", kind, form), contrasts_of(c(c1, c0), cov(cbind(h1, h0)) / n, kind == "binary"))
}
# unadjusted: Welch
t <- t.test(k[a == 1], k[a == 0]); show("welch", c(diff(rev(t$estimate)), t$stderr, t$conf.int, t$p.value, t$parameter))
p <- c(mean(y[a == 1]), mean(y[a == 0])); vv <- diag(p * (1 - p) / c(sum(a), n - sum(a))); show("risks", contrasts_of(p, vv))
# Crump et al. cut-off by direct search over its defining equation
g <- sort(1 / (e * (1 - e))); f <- function(al) { b <- 1 / (al * (1 - al)); b - 2 * mean(g[g <= b]) }
cat("crump needed:", max(g) > 2 * mean(g), "\n")
ex <- e^2.5; g <- sort(1 / (ex * (1 - ex))); cat("crump needed:", max(g) > 2 * mean(g), "\n")
gr <- uniroot(f, c(1e-3, 0.4), tol = 1e-13)$root; show("crump limit of score^2.5", gr)
