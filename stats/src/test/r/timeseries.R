# Reference numbers of TimeSeriesTest. Rscript timeseries.R SICILY_CSV > timeseries.csv
suppressMessages({library(sandwich); library(survival)})
cat("quantity,value\n"); p <- function(n, v) cat(sprintf("%s,%.12g\n", n, v))
s <- read.csv(commandArgs(TRUE)[1]); y <- s$aces / s$stdpop * 1e5; n <- length(y)
X <- cbind(1, s$time, s$smokban, (s$time - 36) * s$smokban)
rho <- 0; repeat { A <- diag(n); A[1, 1] <- sqrt(1 - rho^2); for (i in 2:n) A[i, i - 1] <- -rho; m <- lm.fit(A %*% X, A %*% y); u <- drop(y - X %*% m$coefficients); r <- sum(u[-1] * u[-n]) / sum(u[-n]^2); if (abs(r - rho) < 1e-13) break; rho <- r }
Z <- A %*% X; e <- A %*% y - Z %*% m$coefficients; V <- sum(e^2) / (n - 4) * solve(crossprod(Z))
p("pw rho", rho); p("pw level", m$coefficients[3]); p("pw level se", sqrt(V[3, 3])); p("pw slope", m$coefficients[4])
g <- nlme::gls(y ~ X - 1, correlation = nlme::corAR1(form = ~1), method = "REML", control = nlme::glsControl(msTol = 1e-14, tolerance = 1e-12)); p("reml rho", coef(g$modelStruct$corStruct, unconstrained = FALSE)); p("reml level", coef(g)[3]); p("reml level se", sqrt(vcov(g)[3, 3]))
l <- lm(y ~ X - 1); p("ljung", Box.test(residuals(l), 6, "Ljung-Box")$statistic)
# control series: a made series from the population
z <- 200 + 10 * cos(s$time / 3) + (s$time * 7) %% 11; d <- data.frame(y = c(y, z), t = rep(s$time, 2), D = rep(s$smokban, 2), g = rep(1:0, each = n)); d$W <- (d$t - 36) * d$D
c0 <- lm(y ~ t + D + W + g + t:g + D:g + W:g, d); p("control level", coef(c0)["D:g"]); p("control slope", coef(c0)["W:g"]); p("control level se", summary(c0)$coefficients["D:g", 2])
q <- poisson.test(c(18, 31), c(120, 150)); p("rate ratio", q$estimate); p("rate lower", q$conf.int[1]); p("rate upper", q$conf.int[2])
# self-controlled case series with three terms: Poisson with person effects
set.seed(9); rows <- list(); for (i in 1:60) { e <- runif(1, 100, 250); len <- c(e, 30, 60, 365 - e - 90); lam <- len * exp(c(0, 1.1, .4, 0)) ; k <- 1 + (runif(1) < .2); ev <- rmultinom(1, k, lam)[, 1]; rows[[i]] <- data.frame(id = i, len = round(len, 1), ev, w1 = c(0, 1, 0, 0), w2 = c(0, 0, 1, 0), age = c(0, 0, 1, 1)) }
d <- do.call(rbind, rows); write.csv(d, "../resources/reference/caseseries.csv", row.names = FALSE, quote = FALSE)
m <- glm(ev ~ w1 + w2 + age + factor(id) + offset(log(len)), poisson, d, control = list(epsilon = 1e-13)); cf <- summary(m)$coefficients
for (v in c("w1", "w2", "age")) { p(paste("sccs", v), cf[v, 1]); p(paste("sccs se", v), cf[v, 2]) }
