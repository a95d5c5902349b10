# Reference numbers of CaseSeriesTest#eventsOnTheFirstAndLastDaysOfWindowsAgreeWithCountingDayByDay: a case series counted day by day. Rscript windows.R > windows.csv
suppressMessages(library(survival))
cat("quantity,value\n"); p <- function(n, v) cat(sprintf("%s,%.12g\n", n, v))
set.seed(21); n <- 120
from <- c(-14, 0, 7); to <- c(-1, 6, 27) # days since exposure, both ends within: before, early, late
edges <- c(-15, -14, -1, 0, 6, 7, 27, 28)
history <- lapply(1:n, function(i) {
  one <- sample(30:250, 1); two <- if (i %% 2 == 0) one + sample(3:45, 1) else NA
  start <- if (i %% 6 == 0) one + sample(c(0, 3, 6, 7, 20, 27), 1) else sample(0:29, 1)
  last <- if (i %% 11 == 0) one + sample(c(6, 27, 28), 1) else sample(310:365, 1)
  if (last <= start) last <- start + 60
  days <- start:last
  event <- one + edges[1 + (i %/% 3) %% 8]
  if (i %% 9 == 0) event <- start
  if (i %% 10 == 0) event <- last
  if (i %% 3 == 1 || !(event %in% days)) event <- sample(days, 1)
  second <- if (i %% 7 == 0) sample(setdiff(days, event), 1) else NA
  data.frame(id = i, start, last, one, two, event, second)
})
h <- do.call(rbind, history)
stopifnot(edges %in% c(h$event - h$one, h$event - h$two)) # none without an event
write.csv(h, "../resources/reference/windows.csv", row.names = FALSE, quote = FALSE, na = "-9999")
window_of <- function(day, exposures) {
  for (e in rev(sort(exposures))) { w <- which(day - e >= from & day - e <= to); if (length(w)) return(w[1]) }
  0
}
rows <- do.call(rbind, lapply(1:n, function(i) {
  x <- h[i, ]; days <- x$start:x$last
  w <- sapply(days, window_of, exposures = na.omit(c(x$one, x$two)))
  data.frame(id = i, day = days, before = +(w == 1), early = +(w == 2), late = +(w == 3), age = +(days >= 200),
             event = (days == x$event) + (!is.na(x$second) & days == x$second))
}))
a <- aggregate(cbind(event, days = 1) ~ id + before + early + late + age, rows, sum)
g <- glm(event ~ before + early + late + age + factor(id) + offset(log(days)), poisson, a, control = list(epsilon = 1e-14, maxit = 50))
# one stratum an event, its person's days the controls
k <- do.call(rbind, lapply(which(rows$event > 0), function(r) { own <- rows[rows$id == rows$id[r], ]; own$stratum <- r; own$case <- +(own$day == rows$day[r]); own }))
k$off <- 0
fitted <- function(terms) clogit(as.formula(paste("case ~", terms, "+ offset(off) + strata(stratum)")), k, method = "breslow", control = coxph.control(eps = 1e-11, toler.chol = 1e-13, iter.max = 60))
m <- fitted("before + early + late + age"); stopifnot(max(abs(coef(m) - coef(g)[2:5])) < 1e-7)
for (v in c("before", "early", "late", "age")) { p(v, coef(m)[v]); p(paste(v, "se"), sqrt(diag(vcov(m)))[v]); p(paste(v, "events"), sum(rows$event * rows[[v]])) }
p("likelihood ratio", 2 * diff(m$loglik)); p("events", sum(rows$event))
drop <- qchisq(0.95, 1) / 2
held <- function(b) { k$off <<- b * k$early; fitted("before + late + age")$loglik[2] - m$loglik[2] + drop }
se <- sqrt(diag(vcov(m)))["early"]; b <- coef(m)["early"]
p("early lower", uniroot(held, c(b - 4 * se, b), tol = 1e-9)$root); p("early upper", uniroot(held, c(b, b + 4 * se), tol = 1e-9)$root)
