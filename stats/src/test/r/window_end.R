# Why clone-censor-weight of HistorySimulationTest#biasOfHistories is off however large the sample: the copies that should have started and did not are
# all censored at the end of the window, 2. Bias of the start strategy's survival at 8 by weights that are known, and by Cox models. Rscript window_end.R
suppressMessages(library(survival))
x <- seq(-7, 7, length.out = 4001); f <- dnorm(x); f <- f / sum(f)
alive <- function(t) exp(-0.08 * exp(0.5 * x) * t); none <- exp(-0.35 * 2 * exp(0.4 * x)); truth <- sum(f * alive(8))
w <- f * alive(2) * (1 - none) / (1 - none)
cat("known weights", sum(f * alive(2)) * sum(w * alive(8) / alive(2)) / sum(w) - truth, "\n")
set.seed(3); X <- rnorm(2e5); X <- X[runif(2e5) < exp(-0.08 * exp(0.5 * X) * 2)]; start <- runif(length(X)) < 1 - exp(-0.7 * exp(0.4 * X))
later <- exp(-0.08 * exp(0.5 * X) * 6)
for (ties in c("efron", "breslow")) {
  m <- coxph(Surv(rep(2, length(X)), !start) ~ X, ties = ties); H <- tail(basehaz(m, centered = FALSE)$hazard, 1); w <- exp(H * exp(coef(m) * X))
  cat(ties, sum(f * alive(2)) * (weighted.mean(later[start], w[start]) - mean(later)), "\n")
}
e <- fitted(glm(start ~ X, binomial)); cat("logistic", sum(f * alive(2)) * (weighted.mean(later[start], 1 / e[start]) - mean(later)), "\n")
