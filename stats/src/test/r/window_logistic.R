# Clone-censor-weight with a logistic model of the departures at the end of the window (start arm) and a Cox model of those on starting (wait arm),
# on the table of emulation.R. Rscript window_logistic.R ../resources/reference/clones.csv > window_logistic.out
suppressMessages(library(survival)); options(digits = 15)
d <- read.csv(commandArgs(TRUE)[1]); d$id <- seq_len(nrow(d)); window <- 90
d$in_time <- !is.na(d$start) & d$start <= window & d$start <= d$time
s <- d; leaves <- !s$in_time & s$time > window; s$event[leaves] <- 0; s$time[leaves] <- window
g <- glm(in_time ~ x1 + x2, binomial, d[d$time > window, ], control = glm.control(epsilon = 1e-14, maxit = 50)); p <- predict(g, d, type = "response")
a <- data.frame(id = s$id, arm = 1, from = 0, to = pmin(s$time, window), event = ifelse(s$time <= window, s$event, 0), w = 1)
l <- s[s$time > window, ]; b <- data.frame(id = l$id, arm = 1, from = window, to = l$time, event = l$event, w = 1 / p[l$id]); S <- rbind(a, b)
v <- d; v$censored <- v$in_time; v$time[v$in_time] <- v$start[v$in_time]; v$event[v$in_time] <- 0; v <- v[v$time > 0, ]
m <- coxph(Surv(time, censored) ~ x1 + x2, v, ties = "efron", eps = 1e-11); h <- basehaz(m, centered = FALSE)
x <- survSplit(Surv(time, event) ~ ., v[, c("id", "time", "event", "x1", "x2")], cut = h$time, start = "from", end = "to")
H <- c(0, h$hazard)[findInterval(x$from, h$time) + 1]
W <- data.frame(id = x$id, arm = 0, from = x$from, to = x$to, event = x$event, w = exp(H * exp(coef(m)[1] * x$x1 + coef(m)[2] * x$x2)))
at <- function(k) { f <- survfit(Surv(from, to, event) ~ 1, k, weights = w); c(summary(f, times = 365, extend = TRUE)$surv, survival:::survmean(f, rmean = 365)$matrix[["rmean"]]) }
z <- rbind(S, W); c1 <- coxph(Surv(from, to, event) ~ arm, z, weights = w, cluster = id, ties = "efron", eps = 1e-11)
cat("start", at(S), max(S$w), "\nwait", at(W), "\nlog hazard ratio", coef(c1), sqrt(vcov(c1)[1, 1]), "\n")
