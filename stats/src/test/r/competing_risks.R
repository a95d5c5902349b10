# Reference numbers for CompetingRisksOracleTest. R 4.2.2, survival 3.5-3, cmprsk 2.2-11. Data: mgus2 of survival, and six people.
# Rscript competing_risks.R > competing_risks.csv
options(digits = 12); suppressMessages({library(survival); library(cmprsk)})
show <- function(name, x) cat(paste0(name, if (length(x) > 1) paste0(".", seq_along(x)), ",", format(x, digits = 12, trim = TRUE)), sep = "\n")
cat("quantity,value\n")
m <- mgus2; m$t <- with(m, ifelse(pstat == 0, futime, ptime)); m$ev <- with(m, ifelse(pstat == 0, 2 * death, 1))
m$male <- as.integer(m$sex == "M"); m$evf <- factor(m$ev, 0:2, c("censor", "pcm", "death"))
a <- summary(survfit(Surv(t, evf) ~ 1, m, id = id, influence = FALSE), times = c(60, 120, 240))
show("aj.pstate.pcm", a$pstate[, 2]); show("aj.se.pcm", a$std.err[, 2]); show("aj.se.death", a$std.err[, 3])
w <- 0.5 + (m$age %% 7) / 4
b <- summary(survfit(Surv(t, evf) ~ 1, m, id = id, weights = w), times = c(60, 120, 240))
show("aj.weighted.pcm", b$pstate[, 2]); show("aj.weighted.se", b$std.err[, 2])
g <- with(m, cuminc(t, ev, sex, strata = as.integer(age > 70)))
show("gray.stratified", g$Tests[, "stat"])
g <- with(m, cuminc(t, ev, sex, rho = 1)); show("gray.rho1", g$Tests[, "stat"])
m$third <- cut(m$age, c(0, 60, 75, 200), labels = FALSE)
g <- with(m, cuminc(t, ev, third)); show("gray.three.groups", g$Tests[, "stat"])
x <- cbind(age = m$age, male = m$male)
r <- crr(m$t, m$ev, x, cengroup = m$male); show("crr.cengroup", c(r$coef, sqrt(diag(r$var))))
r <- crr(m$t, m$ev, x); p <- predict(r, rbind(c(60, 0), c(75, 1)))
show("crr.predict.young", p[sapply(c(60, 120, 240), function(u) max(which(p[, 1] <= u))), 2])
show("crr.predict.old", p[sapply(c(60, 120, 240), function(u) max(which(p[, 1] <= u))), 3])
# weighted log-rank: the robust score test of Cox regression, Breslow
f <- coxph(Surv(t, death) ~ male, transform(m, t = futime), weights = w, robust = TRUE, ties = "breslow"); show("weighted.logrank", f$rscore)
f <- coxph(Surv(futime, death) ~ factor(third), m, weights = w, robust = TRUE, ties = "breslow"); show("weighted.logrank.three", f$rscore)
l <- lung[complete.cases(lung[, c("inst", "age", "sex", "ph.ecog")]), ]
l$late <- as.integer(l$time > 300)
f <- clogit(late ~ age + sex + ph.ecog + strata(inst), l); show("clogit.lung", c(coef(f), sqrt(diag(vcov(f))), f$loglik))
