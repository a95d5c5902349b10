# Partitioned-survival reference for examples/rotterdam, base case, overlap weights.
# Run in the repository's root: Rscript economics/src/test/r/rotterdam.R
# R 4.2.2, survival 3.5-3.
options(digits = 17)
library(survival)
d <- read.csv("examples/rotterdam/data/rotterdam.csv", stringsAsFactors = FALSE)
d <- subset(d, nodes > 0 & year >= 1982 & age >= 18 & age <= 80)
d$size <- factor(d$size, levels = c("<=20", "20-50", ">50"))
d$grade <- factor(d$grade)
fit <- glm(hormon ~ age + meno + size + grade + nodes + log(pgr + 1) + log(er + 1) + chemo + year,
  family = binomial, data = d, control = glm.control(epsilon = 1e-14, maxit = 100))
p <- fitted(fit)
w <- ifelse(d$hormon == 1, 1 - p, p)
y1 <- ifelse(d$recur == 1, d$rtime, d$dtime) / 365.25
e1 <- as.integer(d$recur == 1 | d$death == 1)
y2 <- d$dtime / 365.25
e2 <- d$death
kind <- factor(ifelse(e1 == 0, 0, ifelse(e2 == 1 & y1 == y2, 2, 1)), levels = 0:2)
grid <- (0:120) / 12
at <- function(f, t) c(1, f$surv)[findInterval(t * (1 + 1e-9), f$time) + 1]
dt <- 1 / 12
v <- 1.05^-grid
trap <- function(f, until = 10) {
  k <- which(grid <= until + 1e-9)
  sum((f[k][-1] + f[k][-length(k)]) / 2) * dt
}
mid <- (grid[-1] + grid[-121]) / 2
amounts <- c(endocrine = 800, monitoring = 722, followup = 1083, recurrence = 29610, after = 39480, terminal = 19740)
for (arm in c(1, 0)) {
  s <- d$hormon == arm
  s1 <- at(survfit(Surv(y1[s], e1[s]) ~ 1, weights = w[s], timefix = FALSE), grid)
  s2 <- at(survfit(Surv(y2[s], e2[s]) ~ 1, weights = w[s], timefix = FALSE), grid)
  aj <- survfit(Surv(y1[s], kind[s]) ~ 1, weights = w[s], timefix = FALSE)
  cif <- c(0, aj$pstate[, which(aj$states == "1")])[findInterval(grid * (1 + 1e-9), aj$time) + 1]
  first <- pmin(s1, s2)
  second <- s2 - first
  units <- c(arm * trap(first * v, 5), arm * trap(first * v, 5), trap(first * v), sum(diff(cif) * 1.05^-mid),
    trap(second * v), sum(-diff(s2) * 1.05^-mid))
  qaly <- 0.779 * trap(first * v) + 0.685 * trap(second * v)
  cat("arm", arm, "n", sum(s), "qaly", qaly, "ly", trap(s2 * v), "undiscounted", trap(s2), "cost",
    sum(units * amounts), "\n")
  cat("lines", units * amounts, "\n")
}
