# Quantiles of distributions fitted by the method of moments. R 4.2.2.
options(digits = 17)
m <- 5294; s <- 1487
cat("gamma", qgamma(c(.025, .5, .975), shape = (m / s)^2, scale = s^2 / m), "\n")
m <- .85; s <- .03; k <- m * (1 - m) / s^2 - 1
cat("beta", qbeta(c(.025, .5, .975), m * k, (1 - m) * k), "\n")
m <- .402; s <- .174; v <- log(1 + (s / m)^2)
cat("lognormal", qlnorm(c(.025, .5, .975), log(m) - v / 2, sqrt(v)), "\n")
cat("normal", qnorm(c(.025, .5, .975), .7, .05), "\n")
