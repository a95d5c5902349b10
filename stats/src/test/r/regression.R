# Reference numbers of RegressionOracleTest. Data are made by formula, so that they are the same everywhere.
# Run: Rscript stats/src/test/r/regression.R   (R 4.2.2, sandwich 3.0-2, nnet 7.3-18)
options(digits = 16)
suppressMessages({library(sandwich); library(nnet)})
i <- 0:79
d <- data.frame(a = (i * 7) %% 13 / 3, b = (i * 5) %% 11 - 4, c = as.numeric(i %% 3 == 0))
d$y <- 2 + 0.5 * d$a - 0.3 * d$b + ((i * 29) %% 17 - 8) / 4
d$z <- as.numeric((i * 37) %% 19 + d$a * 2 - d$b > 11)
d$n <- (i * 11) %% 7 + (d$a > 2)
d$cost <- 100 + 40 * d$a + ((i * 53) %% 31) * 9
d$k <- ((i * 17) %% 23 + 2 * d$c + (d$a > 3) * 3) %/% 10
d$w <- 1 + i %% 4
d$g <- (i * 3) %% 10
d$t <- 1 + i %% 5
show <- function(label, x) cat(label, format(x, digits = 16), "\n")
l <- lm(y ~ a + b + c, d); show("lm", coef(l)); show("lm se", sqrt(diag(vcov(l)))); show("lm HC0", sqrt(diag(vcovHC(l, "HC0"))))
show("lm HC1", sqrt(diag(vcovHC(l, "HC1")))); show("lm CL", sqrt(diag(vcovCL(l, d$g)))); show("lm sigma r2", c(summary(l)$sigma, summary(l)$r.squared))
lw <- lm(y ~ a + b + c, d, weights = w); show("wls", coef(lw)); show("wls se", sqrt(diag(vcov(lw)))); show("wls HC0", sqrt(diag(vcovHC(lw, "HC0"))))
show("wls r2", summary(lw)$r.squared)
g <- glm(z ~ a + b + c, binomial, d, weights = w, control = list(epsilon = 1e-15)); show("glm", coef(g)); show("glm se", sqrt(diag(vcov(g))))
show("glm HC0", sqrt(diag(vcovHC(g, "HC0")))); show("glm CL", sqrt(diag(vcovCL(g, d$g)))); show("glm dev", c(deviance(g), g$null.deviance))
p <- glm(n ~ a + b + c + offset(log(t)), poisson, d, control = list(epsilon = 1e-12)); show("poisson", coef(p)); show("poisson se", sqrt(diag(vcov(p))))
show("poisson dev null ll", c(deviance(p), p$null.deviance, logLik(p)))
m <- glm(cost ~ a + b + c, Gamma("log"), d, control = list(epsilon = 1e-14)); show("gamma", coef(m)); show("gamma se", sqrt(diag(vcov(m))))
show("gamma disp ll aic", c(summary(m)$dispersion, logLik(m), AIC(m)))
k <- multinom(factor(k) ~ a + b + c, d, maxit = 10000, reltol = 1e-16, abstol = 1e-16, trace = FALSE); show("multinom 1", coef(k)[1, ]); show("multinom 2", coef(k)[2, ])
show("multinom se 1", summary(k)$standard.errors[1, ]); show("multinom ll", logLik(k)); print(table(d$k))
