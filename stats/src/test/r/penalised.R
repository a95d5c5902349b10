# Reference numbers for PenalisedOracleTest. R 4.2.2, glmnet 4.1-6. Data: by formula, no random numbers.
# Rscript penalised.R > penalised.csv
options(digits = 15); suppressMessages({library(glmnet); library(survival)})
show <- function(name, x) cat(paste0(name, if (length(x) > 1) paste0(".", seq_along(x)), ",", format(as.numeric(x), digits = 12, trim = TRUE)), sep = "\n")
cat("quantity,value\n")
n <- 500; p <- 30; i <- seq_len(n)
x <- sapply(seq_len(p), function(j) if (j %% 3 == 0) as.numeric((i * (7919 + 104 * j)) %% 101 < 20) else ((i * (104729 + 31 * j^2 + 57 * j)) %% 997) / 100 + (j %% 5))
eta <- -0.9 + 0.25 * (x[, 1] - 5) + 0.8 * x[, 3] - 0.2 * (x[, 4] - 5) + 0.6 * x[, 6]
u <- ((i * 1299709) %% 991 + 0.5) / 991
v <- ((i * 15485863) %% 983 + 0.5) / 983
y <- as.numeric(u < plogis(eta)); k <- eta + qnorm(v); d <- qpois(v, exp(0.3 * eta))
time <- -log(u) * exp(-eta) * 50 # without ties, of which glmnet does not find the optimum of Breslow's likelihood
event <- as.numeric(v < 0.7)
w <- 0.5 + (i %% 4) / 2
show("sums", c(sum(y), sum(d), sum(ceiling(time)), sum(event)))
g <- function(...) glmnet(x, ..., thresh = 1e-14, maxit = 1e7)
at <- function(name, f, l) show(name, as.matrix(coef(f, s = l, exact = FALSE)))
l <- c(0.1, 0.03, 0.01)
f <- g(y, family = "binomial", lambda = l); at("logistic.0.03", f, 0.03); at("logistic.0.01", f, 0.01); show("logistic.dev", f$dev.ratio)
f <- g(y, family = "binomial", lambda = l, standardize = FALSE); at("logistic.raw.0.01", f, 0.01)
f <- g(y, family = "binomial", lambda = l, alpha = 0.4, weights = w); at("logistic.net.0.03", f, 0.03)
f <- g(d, family = "poisson", lambda = l); at("poisson.0.01", f, 0.01)
f <- g(k, family = "gaussian", lambda = c(0.5, 0.2, 0.1)); at("linear.0.1", f, 0.1)
# glmnet scales a continuous outcome to variance 1 before it adds the ridge part: given such an outcome its objective is the one it documents
k <- k / sqrt(mean((k - mean(k))^2))
f <- g(k, family = "gaussian", lambda = c(0.5, 0.2, 0.1), alpha = 0.5); at("linear.net.0.1", f, 0.1)
f <- g(Surv(time, event), family = "cox", lambda = l); at("cox.0.01", f, 0.01); at("cox.0.03", f, 0.03)
fold <- (i * 7) %% 10 + 1
cv <- cv.glmnet(x, y, family = "binomial", foldid = fold, lambda = exp(seq(log(0.15), log(0.003), length.out = 20)), thresh = 1e-14)
show("cv.loss", cv$cvm); show("cv.se", cv$cvsd); show("cv.min", cv$lambda.min); show("cv.1se", cv$lambda.1se)
cv <- cv.glmnet(x, Surv(time, event), family = "cox", foldid = fold, lambda = exp(seq(log(0.15), log(0.01), length.out = 8)), thresh = 1e-14)
show("cv.cox.loss", cv$cvm)
g0 <- glmnet(x, y, family = "binomial"); show("lambda.max", g0$lambda[1])
