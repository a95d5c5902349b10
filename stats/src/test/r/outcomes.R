# Reference numbers for OutcomeModelsTest. R 4.2.2, MASS 7.3-58.2, geepack 1.3.9, lme4 1.1-31, survival 3.5-3; data sets of MASS, geepack, lme4, survival.
# Rscript outcomes.R > outcomes.csv
options(digits = 14); suppressMessages({library(MASS); library(geepack); library(lme4); library(survival)})
show <- function(name, x) cat(paste0(name, if (length(x) > 1) paste0(".", seq_along(x)), ",", format(as.numeric(x), digits = 12, trim = TRUE)), sep = "\n")
cat("quantity,value\n")
f <- glm.nb(Days ~ Sex + Age + Eth + Lrn, quine, control = glm.control(epsilon = 1e-13, maxit = 100)); show("nb", c(coef(f), sqrt(diag(vcov(f))), f$theta, f$SE.theta, f$twologlik / 2))
f <- polr(Sat ~ Infl + Type + Cont, housing, weights = Freq, Hess = TRUE, control = list(reltol = 1e-16, maxit = 1000)); show("polr", c(coef(f), f$zeta, sqrt(diag(vcov(f))), logLik(f)))
o <- ohio
for (s in c("independence", "exchangeable", "ar1")) {
  f <- geeglm(resp ~ age * smoke, id = id, data = o, family = binomial, corstr = s, scale.fix = TRUE, control = geese.control(epsilon = 1e-14, maxit = 200))
  show(paste0("gee.", s), c(coef(f), sqrt(diag(f$geese$vbeta)), if (s != "independence") f$geese$alpha))
}
d <- data.frame(y = lme4::sleepstudy$Reaction, t = lme4::sleepstudy$Days, id = as.integer(lme4::sleepstudy$Subject)); d <- d[-c(3, 17, 18, 44, 60, 61, 62, 100, 171), ]
f <- geeglm(y ~ t, id = id, data = d, corstr = "exchangeable", control = geese.control(epsilon = 1e-14, maxit = 200))
show("gee.linear", c(coef(f), sqrt(diag(f$geese$vbeta)), f$geese$alpha, f$geese$gamma))
# Mancl and DeRouen's correction, dense and slow, from the fit above
X <- model.matrix(~ t, d); r <- d$y - drop(X %*% coef(f)); al <- f$geese$alpha; B <- matrix(0, 2, 2); parts <- list()
for (g in unique(d$id)) { k <- which(d$id == g); R <- matrix(al, length(k), length(k)); diag(R) <- 1; B <- B + t(X[k, ]) %*% solve(R, X[k, ]) }
V <- solve(B); M <- matrix(0, 2, 2)
for (g in unique(d$id)) { k <- which(d$id == g); R <- matrix(al, length(k), length(k)); diag(R) <- 1; H <- X[k, ] %*% V %*% t(X[k, ]) %*% solve(R); q <- t(X[k, ]) %*% solve(R, solve(diag(length(k)) - H, r[k])); M <- M + q %*% t(q) }
show("gee.linear.md", sqrt(diag(V %*% M %*% V)))
ctl <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5))
for (reml in c(TRUE, FALSE)) { n <- if (reml) "reml" else "ml"
  f <- lmer(y ~ t + (t | id), d, REML = reml, control = ctl); v <- as.data.frame(VarCorr(f))
  show(paste0("lmm.slope.", n), c(fixef(f), sqrt(diag(as.matrix(vcov(f)))), v$vcov, as.numeric(logLik(f))))
  f <- lmer(y ~ t + (1 | id), d, REML = reml, control = ctl); v <- as.data.frame(VarCorr(f))
  show(paste0("lmm.intercept.", n), c(fixef(f), sqrt(diag(as.matrix(vcov(f)))), v$vcov, as.numeric(logLik(f)))) }
f <- lmer(y ~ t + (t | id), d, control = ctl); show("lmm.blup", unlist(ranef(f)$id[1, ]))
b <- bladder2; f <- coxph(Surv(start, stop, event) ~ rx + size + number + strata(enum) + cluster(id), b); show("pwp.total", c(coef(f), sqrt(diag(vcov(f)))))
f <- coxph(Surv(stop - start, event) ~ rx + size + number + strata(enum) + cluster(id), b); show("pwp.gap", c(coef(f), sqrt(diag(vcov(f)))))
f <- coxph(Surv(stop, event) ~ rx + size + number + strata(enum) + cluster(id), bladder); show("wlw", c(coef(f), sqrt(diag(vcov(f)))))
