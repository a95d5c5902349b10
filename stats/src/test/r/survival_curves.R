# Reference numbers for SurvivalOracleTest. R 4.2.2, survival 3.5-3. Data: lung, pbc, ovarian of the survival package.
options(digits = 12)
suppressMessages(library(survival))
cat("survival", as.character(packageVersion("survival")), "\n")
show <- function(name, x) cat(name, ":", format(x, digits = 12), "\n")

# quantiles with three transformations
for (ct in c("log", "log-log", "plain")) {
  f <- survfit(Surv(time, status) ~ 1, lung, conf.type = ct)
  q <- quantile(f, c(0.25, 0.5, 0.75))
  show(paste("lung quantiles", ct), c(q$quantile, q$lower, q$upper))
}
# a curve flat at exactly one half
flat <- survfit(Surv(c(1, 2, 3, 4), c(1, 1, 0, 1)) ~ 1)
show("flat at one half", quantile(flat, 0.5)$quantile)

# weighted curve with the infinitesimal jackknife
w <- 0.5 + (seq_len(nrow(lung)) %% 7) / 4
f <- survfit(Surv(time, status) ~ 1, lung, weights = w, robust = TRUE)
s <- summary(f, times = c(100, 365, 730))
show("weighted S", s$surv)
show("weighted robust se", s$std.err)
show("weighted lower", s$lower)
show("weighted upper", s$upper)
show("weighted median", quantile(f, 0.5)$quantile)
# residuals.survfit: influence on the curve and on the area under it (survival >= 3.5)
r <- residuals(f, times = 365, type = "pstate", weighted = TRUE)
show("sqrt sum of squares of influence on S(365)", sqrt(sum(r^2)))
a <- residuals(f, times = 365, type = "auc", weighted = TRUE)
show("weighted RMST(365) robust se", sqrt(sum(a^2)))
step <- stepfun(f$time, c(1, f$surv))
grid <- c(0, f$time[f$time < 365], 365)
show("weighted RMST(365)", sum(diff(grid) * step(grid[-length(grid)])))

# log-rank, two groups, several groups, strata, rho
d <- survdiff(Surv(time, status) ~ sex, lung); show("logrank sex", c(d$chisq, d$obs, d$exp))
d <- survdiff(Surv(time, status) ~ sex, lung, rho = 1); show("peto sex", d$chisq)
l <- lung[!is.na(lung$ph.ecog), ]
d <- survdiff(Surv(time, status) ~ ph.ecog, l); show("logrank ecog", c(d$chisq, length(d$n) - 1, d$exp))
l <- lung[!is.na(lung$inst), ]
d <- survdiff(Surv(time, status) ~ sex + strata(inst), l); show("stratified inst", d$chisq)
# ovarian restricted mean
f <- survfit(Surv(futime, fustat) ~ rx, ovarian)
show("ovarian rmst 600", summary(f, rmean = 600)$table[, c("rmean", "se(rmean)")])
