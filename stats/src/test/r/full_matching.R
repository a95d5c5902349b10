# Reference numbers for FullMatchingOracleTest: full matching on a line under strong confounding, without and with a caliper, as the linear programme of the least-cost edge cover
# (lpSolve; a bipartite one has whole numbers), and effects from its sets by hand. Rscript full_matching.R > full_matching.csv
options(digits = 12); suppressMessages(library(lpSolve))
n <- 150; i <- seq_len(n)
x <- sin(i * 1.3) * 1.5 + ((i * 7919) %% 101) / 50 - 1; u <- ((i * 104729) %% 997 + 0.5) / 997
a <- as.numeric(u < plogis(-0.3 + 2 * x)); y <- 2 * a + 1.5 * x + 0.4 * a * x + sin(i * 2.7)
cat("quantity,value\n"); show <- function(name, v) cat(paste0(name, ",", vapply(v, format, "", digits = 12)), sep = "\n")
show("treated", sum(a))
for (w in c(Inf, 0.5, 0.1)) {
  t <- which(a == 1); co <- which(a == 0); near <- abs(outer(x[t], x[co], "-")) <= w * sd(x)
  left <- sum(rowSums(near) == 0) + sum(colSums(near) == 0); t <- t[rowSums(near) > 0]; co <- co[colSums(near) > 0]
  e <- which(abs(outer(x[t], x[co], "-")) <= w * sd(x), arr.ind = TRUE); d <- abs(x[t[e[, 1]]] - x[co[e[, 2]]])
  con <- rbind(cbind(e[, 1], seq_along(d), 1), cbind(length(t) + e[, 2], seq_along(d), 1))
  f <- lp("min", d, , rep(">=", length(t) + length(co)), rep(1, length(t) + length(co)), dense.const = con)
  used <- f$solution > 0.5; stopifnot(all(abs(f$solution - used) < 1e-9)); e <- e[used, ]
  # A treated person's counterpart: the mean of the controls of the set. Sets are stars: either end of an edge may be shared, never both.
  att <- mean(sapply(seq_along(t), function(k) y[t[k]] - mean(y[co[e[e[, 1] == k, 2]]])))
  sets <- split(seq_len(nrow(e)), ifelse(tabulate(e[, 1], length(t))[e[, 1]] > 1, e[, 1], length(t) + e[, 2]))
  size <- sapply(sets, function(k) length(unique(e[k, 1])) + length(unique(e[k, 2])))
  ate <- weighted.mean(sapply(sets, function(k) mean(y[t[unique(e[k, 1])]]) - mean(y[co[unique(e[k, 2])]])), size)
  show(paste0("caliper ", w, c(" total", " left", " sets", " largest", " att", " ate")), c(sum(d[used]), left, length(sets), max(size), att, ate))
}
