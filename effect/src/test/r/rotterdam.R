# Reference numbers of RotterdamAcceptanceTest. Run in the project's root: Rscript effect/src/test/r/rotterdam.R
# R 4.2, survival. Every estimator is written out here or called from survival; nothing of Steelyard is used.
options(digits = 12)
library(survival)
d <- read.csv("examples/rotterdam/data/rotterdam.csv")
d <- d[d$nodes > 0, ]
d$small <- relevel(factor(d$size), ref = "<=20")
d$time <- ifelse(d$recur == 1, d$rtime, d$dtime)
d$event <- as.integer(d$recur == 1 | d$death == 1)
A <- d$hormon
f <- A ~ age + meno + small + grade + nodes + pgr + er + chemo
cat("n", nrow(d), "treated", sum(A), "events", sum(d$event), "\n")
ps <- glm(f, binomial, d, control = list(epsilon = 1e-14, maxit = 100)); e <- fitted(ps)
cat("loglik", as.numeric(logLik(ps)), "\n")
rmean <- function(t, s, tau) { k <- t < tau; t <- c(0, t[k], tau); sum(diff(t) * c(1, s[k])) }
both <- function(w, tau = 1826.25, i = rep(TRUE, nrow(d))) {
  out <- sapply(1:0, function(a) { k <- A == a & w > 0 & i; s <- survfit(Surv(time, event) ~ 1, d[k, ], weights = w[k])
    c(summary(s, times = tau)$surv, rmean(s$time, s$surv, tau)) })
  out[, 1] - out[, 2] }
hr <- function(w) { m <- coxph(Surv(time, event) ~ hormon, d, weights = w, robust = TRUE); c(coef(m), sqrt(diag(vcov(m)))) }
W <- list(crude = rep(1, nrow(d)), ATE = ifelse(A == 1, 1 / e, 1 / (1 - e)), ATT = ifelse(A == 1, 1, e / (1 - e)), ATO = ifelse(A == 1, 1 - e, e))
for (k in names(W)) { h <- hr(W[[k]]); b <- both(W[[k]]); cat(k, "HR", exp(h[1]), "robust se", h[2], "S", b[1], "RMST", b[2], "\n") }
m <- coxph(Surv(time, event) ~ hormon, d); cat("crude model se", sqrt(vcov(m)), "zph p", cox.zph(m)$table[1, 3], "\n")
sd <- survdiff(Surv(time, event) ~ hormon, d); cat("logrank p", pchisq(sd$chisq, 1, lower.tail = FALSE), "\n")
m <- coxph(update(f, Surv(time, event) ~ hormon + .), d); cat("adjusted HR", exp(coef(m)[1]), "se", sqrt(vcov(m)[1, 1]), "zph p", cox.zph(m, terms = FALSE)$table[1, 3], "\n")
lg <- predict(ps); cal <- .2 * sd(lg); free <- A == 0; p <- NULL
for (t in which(A == 1)[order(-lg[A == 1])]) { c <- which(free); dd <- abs(lg[c] - lg[t]); j <- which.min(dd); if (dd[j] <= cal) { p <- rbind(p, c(t, c[j])); free[c[j]] <- FALSE } }
i <- c(p[, 1], p[, 2]); g <- rep(seq_len(nrow(p)), 2)
m <- coxph(Surv(time, event) ~ hormon, d[i, ], cluster = g); w <- rep(0, nrow(d)); w[i] <- 1; b <- both(w)
cat("pairs", nrow(p), "HR", exp(coef(m)), "robust se", sqrt(vcov(m)), "S", b[1], "RMST", b[2], "\n")
for (l in 0:1) { x <- d[d$meno == l, ]; e <- fitted(glm(update(f, hormon ~ . - meno), binomial, x, control = list(epsilon = 1e-14, maxit = 100)))
  w <- ifelse(x$hormon == 1, 1 - e, e); m <- coxph(Surv(time, event) ~ hormon, x, weights = w, robust = TRUE)
  cat("ATO within meno", l, "HR", exp(coef(m)), "se", sqrt(vcov(m)), "\n") }
set.seed(1); R <- replicate(2000, { r <- c(sample(which(A == 1), replace = TRUE), sample(which(A == 0), replace = TRUE)); x <- d[r, ]
  e <- suppressWarnings(fitted(glm(update(f, hormon ~ .), binomial, x))); w <- ifelse(x$hormon == 1, 1 - e, e)
  v <- sapply(1:0, function(a) { k <- x$hormon == a; s <- survfit(Surv(time, event) ~ 1, x[k, ], weights = w[k], se.fit = FALSE); c(summary(s, times = 1826.25, extend = TRUE)$surv, rmean(s$time, s$surv, 1826.25)) })
  v[, 1] - v[, 2] }); cat("ATO bootstrap se", apply(R, 1, sd), "\n")
b <- read.csv("examples/rotterdam/data/gbsg.csv"); m <- coxph(Surv(rfstime, status) ~ hormon, b); cat("gbsg HR", exp(coef(m)), "se", sqrt(vcov(m)), "\n")
print(R.version.string); print(packageVersion("survival"))
