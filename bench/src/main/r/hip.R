# The model "hip" of ModelBench as a plain loop over draws and cycles, base R only: the same states, rewards, discounting and distributions.
# Rscript hip.R [DRAWS]
draws <- as.integer(c(commandArgs(TRUE), "1000")[1])
set.seed(1)
age <- c(60, 65, 75, 85)
risk <- c(0.0101, 0.0187, 0.0494, 0.1437)
cycles <- 60
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
root <- t(chol(matrix(c(0.00225, -0.0053, -0.0053, 0.0432), 2)))
seconds <- system.time({
  out <- matrix(0, draws, 4)
  for (d in seq_len(draws)) {
    z <- as.vector(c(0.374, -5.49) + root %*% rnorm(2))
    p <- list(
      p_operation = rbeta(1, 2, 98), p_again = rbeta(1, 4, 96),
      u_first = rbeta(1, 119.57, 21.1), u_revision = rbeta(1, 87.14, 203.33), u_second = rbeta(1, 69.7, 23.23),
      c_revision = rgamma(1, shape = (5294 / 1487)^2, scale = 1487^2 / 5294), shape = exp(z[1]), cons = z[2])
    rr <- exp(rnorm(1, log(0.26), (log(0.5) - log(0.13)) / (2 * qnorm(0.975))))
    out[d, ] <- c(one(394, 1, p), one(579, rr, p))
  }
})["elapsed"]
cat(sprintf("R %s, plain loop, %d draws: %.3f s; mean cost and QALYs %s\n",
  getRversion(), draws, seconds, paste(signif(colMeans(out), 6), collapse = ", ")))
