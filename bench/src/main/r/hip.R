# The model "hip" of ModelBench in base R: the same states, rewards, discounting and distributions.
# Rscript hip.R [DRAWS]
# Once as a loop over draws and cycles, as one would write it down, and once with all draws side by side as vectors,
# which is the fastest that base R does without compiled code.
draws <- as.integer(c(commandArgs(TRUE), "1000")[1])
age <- c(60, 65, 75, 85)
risk <- c(0.0101, 0.0187, 0.0494, 0.1437)
cycles <- 60
root <- t(chol(matrix(c(0.00225, -0.0053, -0.0053, 0.0432), 2)))
parameters <- function(n) {
  z <- c(0.374, -5.49) + root %*% matrix(rnorm(2 * n), 2)
  list(
    p_operation = rbeta(n, 2, 98), p_again = rbeta(n, 4, 96),
    u_first = rbeta(n, 119.57, 21.1), u_revision = rbeta(n, 87.14, 203.33), u_second = rbeta(n, 69.7, 23.23),
    c_revision = rgamma(n, shape = (5294 / 1487)^2, scale = 1487^2 / 5294), shape = exp(z[1, ]), cons = z[2, ],
    rr = exp(rnorm(n, log(0.26), (log(0.5) - log(0.13)) / (2 * qnorm(0.975)))))
}
one <- function(price, rr, p) {
  m <- c(1, 0, 0, 0, 0)
  cost <- price
  qaly <- 0
  for (k in 1:cycles) {
    die <- risk[max(1, findInterval(60 + k, age))]
    cost <- cost + m[3] * p$c_revision / 1.06^(k - 1)
    qaly <- qaly + (m[2] * p$u_first + m[3] * p$u_revision + m[4] * p$u_second) / 1.015^(k - 1)
    revise <- 1 - exp(exp(p$cons) * rr * ((k - 1)^p$shape - k^p$shape))
    t <- rbind(
      c(0, 1 - p$p_operation, 0, 0, p$p_operation),
      c(0, 1 - revise - die, revise, 0, die),
      c(0, 0, 0, 1 - p$p_operation - die, p$p_operation + die),
      c(0, 0, p$p_again, 1 - p$p_again - die, die),
      c(0, 0, 0, 0, 1))
    m <- as.vector(m %*% t)
  }
  c(cost, qaly)
}
together <- function(price, rr, p) {
  zero <- numeric(length(p$p_operation))
  operation <- zero + 1
  first <- revision <- second <- zero
  cost <- zero + price
  qaly <- zero
  for (k in 1:cycles) {
    die <- risk[max(1, findInterval(60 + k, age))]
    cost <- cost + revision * p$c_revision / 1.06^(k - 1)
    qaly <- qaly + (first * p$u_first + revision * p$u_revision + second * p$u_second) / 1.015^(k - 1)
    revise <- 1 - exp(exp(p$cons) * rr * ((k - 1)^p$shape - k^p$shape))
    stays <- first * (1 - revise - die) + operation * (1 - p$p_operation)
    revised <- first * revise + second * p$p_again
    second <- revision * (1 - p$p_operation - die) + second * (1 - p$p_again - die)
    first <- stays
    revision <- revised
    operation <- zero
  }
  list(cost, qaly)
}
say <- function(how, seconds, means) {
  cat(sprintf("R %s, %s, %d draws: %.3f s; mean cost and QALYs %s\n",
    getRversion(), how, draws, seconds, paste(signif(means, 6), collapse = ", ")))
}
set.seed(1)
seconds <- system.time({
  all <- parameters(draws)
  out <- matrix(0, draws, 4)
  for (d in seq_len(draws)) {
    p <- lapply(all, `[`, d)
    out[d, ] <- c(one(394, 1, p), one(579, p$rr, p))
  }
})["elapsed"]
say("loop over draws", seconds, colMeans(out))
times <- numeric(5)
for (i in seq_along(times)) {
  set.seed(1)
  times[i] <- system.time({
    p <- parameters(draws)
    v <- c(together(394, 1, p), together(579, p$rr, p))
  })["elapsed"]
}
say("vectors over draws, median of 5", median(times), vapply(v, mean, 0))
stopifnot(max(abs(vapply(v, mean, 0) - colMeans(out))) < 1e-8 * max(abs(out)))
