# Reference numbers for MatchingOracleTest. R 4.2.2, Matching 4.10-8, lpSolve. Data as in causal_means.R (400 people by formula).
# Rscript matching.R > matching.csv
options(digits = 12); suppressMessages({library(Matching); library(lpSolve)})
show <- function(name, x) cat(paste0(name, if (length(x) > 1) paste0(".", seq_along(x)), ",", format(as.numeric(x), digits = 12, trim = TRUE)), sep = "\n")
cat("quantity,value\n")
n <- 400; i <- seq_len(n)
x1 <- sin(i * 1.3) * 1.5; x2 <- ((i * 7919) %% 101) / 50 - 1
u <- ((i * 104729) %% 997 + 0.5) / 997; z <- qnorm(((i * 15485863) %% 983 + 0.5) / 983)
a <- as.numeric(u < plogis(-0.3 + 0.6 * x1 - 0.5 * x2)); k <- 3 + 1.2 * a + 0.8 * x1 - 0.5 * x2 + z
g <- as.numeric(x2 > 0.3)
m <- function(name, ...) { f <- Match(Y = k, Tr = a, ...); show(name, c(f$est, f$se, f$wnobs)) }
m("att.one", X = x1, M = 1, estimand = "ATT"); m("att.three", X = x1, M = 3, estimand = "ATT")
m("ate.two", X = x1, M = 2, estimand = "ATE"); m("atc.two", X = x1, M = 2, estimand = "ATC")
m("att.inverse", X = cbind(x1, x2), M = 2, estimand = "ATT"); m("ate.mahalanobis", X = cbind(x1, x2), M = 2, estimand = "ATE", Weight = 2)
m("att.adjusted", X = cbind(x1, x2), M = 2, estimand = "ATT", BiasAdjust = TRUE)
m("ate.adjusted", X = cbind(x1, x2), M = 2, estimand = "ATE", BiasAdjust = TRUE)
# optimal pairs and full matching of the first 60 people, Mahalanobis distance, by linear programming
s <- 1:60; t <- s[a[s] == 1]; co <- s[a[s] == 0]; S <- solve(cov(cbind(x1, x2)[s, ]))
d <- outer(t, co, Vectorize(function(p, q) { v <- c(x1[p] - x1[q], x2[p] - x2[q]); sqrt(drop(v %*% S %*% v)) }))
big <- max(length(t), length(co)); cost <- matrix(0, big, big); cost[seq_along(t), seq_along(co)] <- d
show("sizes", c(length(t), length(co))); show("optimal.total", lp.assign(cost)$objval)
nv <- length(d); A <- rbind(t(sapply(seq_along(t), function(r) as.numeric(row(d) == r))), t(sapply(seq_along(co), function(cc) as.numeric(col(d) == cc))))
f <- lp("min", as.vector(d), A, rep(">=", nrow(A)), rep(1, nrow(A)), all.int = TRUE); show("full.total", f$objval)
# greedy two to one in rounds, the largest score first, ties to the first in the data; caliper 0.3 sd
lg <- 0.6 * x1 - 0.5 * x2; cal <- 0.3 * sd(lg); used <- rep(FALSE, n); total <- 0; count <- 0
for (r in 1:2) for (p in which(a == 1)[order(-lg[a == 1])]) { q <- which(a == 0 & !used); if (!length(q)) next; dd <- abs(lg[q] - lg[p]); j <- which.min(dd); if (dd[j] <= cal) { used[q[j]] <- TRUE; total <- total + dd[j]; count <- count + 1 } }
show("greedy", c(count, total))
# coarsened exact matching: thirds of x1 and two halves of x2, weights as cem's
b <- interaction(cut(x1, c(-Inf, -0.5, 0.5, Inf), right = FALSE), cut(x2, c(-Inf, 0, Inf), right = FALSE))
tab <- table(b, a); ok <- tab[, "0"] > 0 & tab[, "1"] > 0; n1 <- sum(tab[ok, "1"]); n0 <- sum(tab[ok, "0"])
w <- ifelse(a == 1, 1, (tab[as.integer(b), "1"] / tab[as.integer(b), "0"]) * n0 / n1) * ok[as.integer(b)]
show("cem", c(n1, n0, weighted.mean(k[a == 1], w[a == 1]) - weighted.mean(k[a == 0], w[a == 0]), sum(w[a == 0])))
