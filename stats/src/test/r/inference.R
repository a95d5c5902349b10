# Reference numbers for InferenceTest. R 4.2.2 stats.
options(digits = 12)
m <- matrix(c(12, 30, 18, 44, 9, 7), 2); t <- chisq.test(m, correct = FALSE); print(c(t$statistic, t$parameter, t$p.value))
for (x in c(0, 7, 20)) print(prop.test(x, 20, correct = FALSE)$conf.int)
print(prop.test(37, 412, correct = FALSE, conf.level = 0.9)$conf.int)
y <- c(log(0.8), log(1.1), log(0.65)); s <- c(0.12, 0.2, 0.15); w <- 1 / s^2
mu <- sum(w * y) / sum(w); q <- sum(w * (y - mu)^2); print(c(exp(mu), sqrt(1 / sum(w)), q, pchisq(q, 2, lower.tail = FALSE)))
t2 <- max(0, (q - 2) / (sum(w) - sum(w^2) / sum(w))); v <- 1 / (s^2 + t2); print(c(t2, exp(sum(v * y) / sum(v)), sqrt(1 / sum(v))))
