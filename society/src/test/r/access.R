# Access and outcomes by group in examples/rotterdam, all women of the plan. R 4.2.2, survival 3.5-3.
# Run in the repository's root: Rscript society/src/test/r/access.R
options(digits = 17)
library(survival)
d <- read.csv("examples/rotterdam/data/rotterdam.csv", stringsAsFactors = FALSE)
d <- subset(d, nodes > 0 & year >= 1982 & age >= 18 & age <= 80)
d$grade <- factor(d$grade)
d$size <- factor(d$size, levels = c("<=20", "20-50", ">50"))
d$rfs <- ifelse(d$recur == 1, d$rtime, d$dtime)
d$status <- pmax(d$recur, d$death)
for (g in levels(d$grade)) {
  s <- d$grade == g
  ci <- prop.test(sum(d$hormon[s]), sum(s), correct = FALSE)$conf.int
  cat("grade", g, "n", sum(s), "treated", sum(d$hormon[s]), "share", mean(d$hormon[s]), "wilson", ci, "\n")
  f <- summary(survfit(Surv(rfs, status) ~ 1, data = d[s, ], conf.type = "log-log"), times = 1826)
  cat("  rfs at 1826:", f$surv, f$lower, f$upper, "events", sum(d$status[s]), "\n")
  years <- sum(d$rfs[s]) / 365.25
  e <- poisson.test(sum(d$status[s]), years)
  cat("  rate", e$estimate, e$conf.int, "\n")
  t <- t.test(d$age[s])
  cat("  age", t$estimate, t$conf.int, "\n")
}
x <- chisq.test(table(d$grade, d$hormon), correct = FALSE)
cat("chi", x$statistic, x$p.value, "\n")
l <- survdiff(Surv(rfs, status) ~ grade, data = d)
cat("logrank", l$chisq, pchisq(l$chisq, 1, lower.tail = FALSE), "\n")
m <- glm(hormon ~ grade + age + meno + size + nodes + chemo, binomial, d, control = glm.control(epsilon = 1e-14))
k <- summary(m)$coefficients["grade3", ]
cat("adjusted OR", exp(k[1]), exp(k[1] + c(-1, 1) * qnorm(.975) * k[2]), "p", k[4], "\n")
r <- (rank(d$age, ties.method = "average") - .5) / nrow(d)
ci <- function(h) 2 * mean((h - mean(h)) * (r - mean(r))) / mean(h)
cat("CI hormon by age", ci(d$hormon), "erreygers", 4 * mean(d$hormon) * ci(d$hormon), "CI nodes", ci(d$nodes), "\n")
