# The estimators of Smith, Mansournia and Luque-Fernandez (Stat Med 2022), written anew for the copy of the data in ../shared/data/rhc.
# R 4.2.2. From the project's root: Rscript stats/src/test/r/rhc_tutorial.R > stats/src/test/r/rhc_tutorial.csv
d <- read.csv("../shared/data/rhc/rhc.csv")
show <- function(name, x) cat(name, ",", format(as.numeric(x), digits = 14), "\n", sep = "")
cat("quantity,value\n")
y <- as.numeric(d$dth30 == "Yes"); a <- as.numeric(d$swang1 == "RHC"); n <- length(y)
x <- model.matrix(~ I(sex == "Male") + age + edu + race + ca, d)
fit <- function(y, x, s = rep(TRUE, n), ...) glm.fit(x[s, ], y[s], family = binomial(), control = list(epsilon = 1e-14, maxit = 100), ...)
e <- fit(a, x)$fitted.values
show("log-likelihood", sum(a * log(e) + (1 - a) * log(1 - e)))
q1 <- plogis(drop(x %*% fit(y, x, a == 1)$coefficients)); q0 <- plogis(drop(x %*% fit(y, x, a == 0)$coefficients))
show("regression adjustment ATE", mean(q1 - q0)); show("regression adjustment ATT", mean((q1 - q0)[a == 1]))
w <- ifelse(a == 1, 1 / e, 1 / (1 - e)); m1 <- weighted.mean(y[a == 1], w[a == 1]); m0 <- weighted.mean(y[a == 0], w[a == 0])
i1 <- w * a * (y - m1) / sum(w * a); i0 <- w * (1 - a) * (y - m0) / sum(w * (1 - a))
show("weighted difference", m1 - m0); show("weighted difference se", sqrt(sum((i1 - i0)^2)))
b <- fit(y, cbind(x, a))$coefficients; q <- function(t) plogis(drop(cbind(x, t) %*% b)); q1 <- q(1); q0 <- q(0); qa <- ifelse(a == 1, q1, q0)
f <- (a / e - (1 - a) / (1 - e)) * (y - qa) + q1 - q0; show("AIPW difference", mean(f)); show("AIPW se", sd(f) / sqrt(n))
h1 <- a / e; h0 <- (1 - a) / (1 - e); eps <- fit(y, cbind(h0, h1), offset = qlogis(qa))$coefficients
show("epsilon of the controls", eps[1]); show("epsilon of the treated", eps[2])
t1 <- plogis(qlogis(q1) + eps[2] / e); t0 <- plogis(qlogis(q0) + eps[1] / (1 - e)); ate <- mean(t1 - t0)
show("TMLE difference", ate); show("TMLE se", sd(h1 * (y - t1) - h0 * (y - t0) + t1 - t0) / sqrt(n))
show("TMLE risk ratio", mean(t1) / mean(t0)); show("TMLE risk under treatment", mean(t1)); show("TMLE risk under control", mean(t0))
h <- h1 - h0; e1 <- fit(y, cbind(h), offset = qlogis(qa))$coefficients
show("TMLE difference one epsilon", mean(plogis(qlogis(q1) + e1 / e) - plogis(qlogis(q0) - e1 / (1 - e))))
