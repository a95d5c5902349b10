# Reference numbers of EmulationOracleTest. Rscript emulation.R OUT_DIR
suppressMessages({library(survival); library(sandwich)})
options(digits = 12)
args <- commandArgs(TRUE)
set.seed(7); P <- 300; K <- 8; rows <- list()
for (i in 1:P) {
  v <- rbinom(1, 1, .4); l <- rnorm(1); a0 <- 0
  for (k in 0:(K - 1)) {
    b <- rbinom(1, 1, plogis(-.5 + .8 * l))
    a <- rbinom(1, 1, plogis(-1.2 + .6 * l + .5 * b + 1.8 * a0 + .3 * v))
    y <- rbinom(1, 1, plogis(-3.2 + .7 * l + .4 * v + .3 * b - .6 * a))
    z <- if (y == 0) rbinom(1, 1, plogis(-3.3 + .4 * l + .3 * a)) else 0
    rows[[length(rows) + 1]] <- c(id = i, period = k, treatment = a, outcome = y, eligible = as.integer(a0 == 0), censored = z, v = v, b = b, l = round(l, 3))
    if (y == 1 || z == 1) break
    l <- round(.6 * l + rnorm(1, 0, .8) - .4 * a, 3); a0 <- a
  }
}
d <- as.data.frame(do.call(rbind, rows))
write.csv(d, file.path(args[1], "periods.csv"), row.names = FALSE, quote = FALSE)
d <- d[order(d$id, d$period), ]
d$first <- !duplicated(d$id)
d$lag <- ave(d$treatment, d$id, FUN = function(a) c(0, head(a, -1)))
pr <- function(y, f, rows, data) { m <- glm(as.formula(paste(y, "~", f)), binomial, data[rows, ], control = list(epsilon = 1e-13)); fitted(m) }
# adherence, separate models by previous treatment; v is the numerator, v, b and l the denominator
d$f <- 1
for (a in 0:1) {
  r <- which(!d$first & d$lag == a)
  n <- pr("treatment", "v", r, d); m <- pr("treatment", "v+b+l", r, d)
  d$f[r] <- ifelse(d$treatment[r] == 1, n / m, (1 - n) / (1 - m))
}
r <- which(d$outcome == 0); d$stay <- 1 - d$censored
n <- pr("stay", "treatment+v", r, d); m <- pr("stay", "treatment+v+b+l", r, d)
c1 <- rep(1, nrow(d)); c1[r] <- n / m
d$c <- ifelse(d$first, 1, c(1, head(c1, -1)))
d$w <- d$f * d$c
cat("mean adherence factor", mean(d$f), "censoring factor", mean(d$c), "\n")
rows <- list()
for (s in which(d$eligible == 1)) {
  k <- s; w <- 1
  while (k <= nrow(d) && d$id[k] == d$id[s] && d$treatment[k] == d$treatment[s]) {
    if (k > s) w <- w * d$w[k]
    rows[[length(rows) + 1]] <- c(d$id[s], d$period[s], k - s, d$treatment[s], d$outcome[k], w, d$v[s], d$b[s], d$l[s])
    k <- k + 1
  }
}
e <- as.data.frame(do.call(rbind, rows)); names(e) <- c("id", "trial", "fu", "a", "y", "w", "v", "b", "l")
cat("PP rows", nrow(e), "events", sum(e$y), "mean weight", mean(e$w), "max", max(e$w), "\n")
g <- suppressWarnings(glm(y ~ a + trial + fu + v + b + l, binomial, e, weights = w, control = list(epsilon = 1e-13)))
V <- vcovCL(g, ~id, type = "HC0", cadjust = TRUE)
cat("PP coef", coef(g), "se", sqrt(diag(V)), "\n")
H <- 5; risk <- list()
base <- e[e$fu == 0, ]
for (a in 0:1) { S <- rep(1, nrow(base)); for (k in 0:H) { base$a <- a; base$fu <- k; S <- S * (1 - predict(g, base, type = "response")) }; risk[[a + 1]] <- mean(1 - S) }
f <- function(b) { out <- c(); for (a in 0:1) { S <- rep(1, nrow(base)); for (k in 0:H) { X <- cbind(1, a, base$trial, k, base$v, base$b, base$l); S <- S * (1 - plogis(X %*% b)) }; out[a + 1] <- mean(1 - S) }; out[2] - out[1] }
gr <- sapply(1:7, function(j) { h <- 1e-5; b <- coef(g); b1 <- b; b1[j] <- b1[j] + h; b2 <- b; b2[j] <- b2[j] - h; (f(b1) - f(b2)) / (2 * h) })
cat("risk 0/1 at 5", unlist(risk), "se of difference", sqrt(t(gr) %*% V %*% gr), "\n")
# marginal structural hazard model: one model with lag as term, all rows
r <- seq_len(nrow(d))
n <- pr("treatment", "lag+v", r, d); m <- pr("treatment", "lag+v+b+l", r, d)
d$t <- ifelse(d$treatment == 1, n / m, (1 - n) / (1 - m)) * d$c
d$sw <- ave(d$t, d$id, FUN = cumprod)
g <- suppressWarnings(glm(outcome ~ treatment + period + v, binomial, d, weights = sw, control = list(epsilon = 1e-13)))
cat("MSM coef", coef(g), "se", sqrt(diag(vcovCL(g, ~id, type = "HC0", cadjust = TRUE))), "mean weight", mean(d$sw), max(d$sw), "\n")
g <- glm(y ~ a + trial + fu + v + b + l, binomial, local({
  o <- list(); for (s in which(d$eligible == 1)) { k <- s; while (k <= nrow(d) && d$id[k] == d$id[s]) { o[[length(o) + 1]] <- c(d$id[s], d$period[s], k - s, d$treatment[s], d$outcome[k], d$v[s], d$b[s], d$l[s]); k <- k + 1 } }
  e <<- setNames(as.data.frame(do.call(rbind, o)), c("id", "trial", "fu", "a", "y", "v", "b", "l")); e }), control = list(epsilon = 1e-13))
cat("ITT rows", nrow(e), "events", sum(e$y), "coef", coef(g), "se", sqrt(diag(vcovCL(g, ~id, type = "HC0", cadjust = TRUE))), "\n")
# clone, censor, weight on simulated persons
set.seed(20261122); N <- 300
x1 <- rbinom(N, 1, .4); x2 <- round(rnorm(N), 3)
start <- round(rexp(N, .012 * exp(.5 * x1 - .3 * x2)), 1) + .1
death <- rexp(N, .004 * exp(.6 * x1 + .4 * x2)); cens <- runif(N, 200, 600)
time <- round(pmin(death, cens), 1) + .1; event <- as.integer(death <= cens); start[start > time] <- Inf
write.csv(data.frame(time, event, start = ifelse(is.finite(start), start, NA), x1, x2), file.path(args[1], "clones.csv"), row.names = FALSE, quote = FALSE)
W <- 90; HZ <- 365
intime <- start <= W & start <= time
cl <- function(arm) {
  t <- time; e <- event; z <- rep(0, N)
  if (arm == 1) { i <- !intime & time > W; t[i] <- W } else { i <- intime; t[i] <- start[i] }
  e[i] <- 0; z[i] <- 1
  data.frame(id = 1:N, t, e, z, x1, x2, arm)
}
cuts <- sort(unique(c(time, start[is.finite(start)], W)))
long <- do.call(rbind, lapply(1:0, function(arm) {
  c0 <- cl(arm); m <- coxph(Surv(t, z) ~ x1 + x2, c0, ties = "efron")
  bh <- basehaz(m, centered = FALSE); lp <- as.matrix(c0[, c("x1", "x2")]) %*% coef(m)
  l <- survSplit(Surv(t, e) ~ ., c0, cut = cuts, start = "t0")
  H <- stepfun(bh$time, c(0, bh$hazard))
  l$w <- exp(H(l$t0) * exp(lp[l$id])); l
}))
cat("CCW rows", nrow(long), "\n")
for (weighted in c(TRUE, FALSE)) {
  long$ww <- if (weighted) long$w else 1
  S <- sapply(1:0, function(a) { k <- survfit(Surv(t0, t, e) ~ 1, long[long$arm == a, ], weights = ww); c(summary(k, HZ)$surv, summary(k, rmean = HZ)$table["rmean"]) })
  m <- coxph(Surv(t0, t, e) ~ arm + cluster(id), long, weights = ww, ties = "efron")
  cat("weighted", weighted, "S", S[1, ], "RMST", S[2, ], "cox", coef(m), sqrt(m$var), "max w", max(long$ww[long$arm == 1]), max(long$ww[long$arm == 0]), "\n")
}
