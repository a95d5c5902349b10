# Patient-level reference for examples/rhc, base case, ATE weights. R 4.2.2, survival 3.5-3.
# Rscript economics/src/test/r/rhc.R path/to/rhc.csv
options(digits = 17)
library(survival)
d <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = FALSE, na.strings = c("", "NA"))
d$A <- as.integer(d$swang1 == "RHC")
d$cat2[is.na(d$cat2)] <- "None"
d$los <- d$dschdte - d$sadmdte
d <- d[!is.na(d$los), ]
end <- ifelse(is.na(d$dthdte), d$lstctdte, d$dthdte) - d$sadmdte
d$t <- pmin(end, 180)
d$e <- as.integer(!is.na(d$dthdte) & end <= 180)
yn <- c("resp", "card", "neuro", "gastr", "renal", "meta", "hema", "seps", "trauma", "ortho", "dnr1")
hx <- c("cardiohx", "chfhx", "dementhx", "psychhx", "chrpulhx", "renalhx", "liverhx", "gibledhx", "malighx",
  "immunhx", "transhx", "amihx")
num <- c("age", "edu", "das2d3pc", "surv2md1", "aps1", "scoma1", "wtkilo1", "temp1", "meanbp1", "resp1", "hrt1",
  "pafi1", "paco21", "ph1", "wblc1", "hema1", "sod1", "pot1", "crea1", "bili1", "alb1")
covs <- c("sex", "race", "income", "ninsclas", "cat1", "cat2", "ca", yn, hx, num)
p <- fitted(glm(reformulate(covs, "A"), binomial, d, control = list(epsilon = 1e-14, maxit = 100)))
w <- ifelse(d$A == 1, 1 / p, 1 / (1 - p))
horizon <- 0.4928 * 365.25
for (arm in c(1, 0)) {
  s <- d$A == arm
  # a stay is complete by year 0.05: those lost earlier are made up for by the inverse probability of not being lost
  limit <- 0.05 * 365.25
  lost <- as.integer(d$e[s] == 0 & d$t[s] < limit)
  los <- d$los[s]; ws <- w[s]; t <- d$t[s]
  k <- survfit(Surv(pmin(t, limit) + 0.001 * lost, lost) ~ 1, weights = ws, timefix = FALSE)
  g <- ifelse(lost == 1, 0, 1 / c(1, k$surv)[findInterval(pmin(t, limit), k$time) + 1])
  mean_los <- sum(ws * g * los) / sum(ws)
  f <- survfit(Surv(t, d$e[s]) ~ 1, weights = ws, timefix = FALSE)
  tt <- c(0, f$time[f$time < horizon], horizon)
  ss <- c(1, f$surv[f$time < horizon])
  ly <- sum(diff(tt) * ss) / 365.25
  cat("arm", arm, "n", sum(s), "lost", sum(lost), "los", mean_los, "cost", mean_los * 1147.3 + 3000 * arm, "ly", ly,
    "qaly", ly * 0.677, "\n")
}
