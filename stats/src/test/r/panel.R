# Reference numbers of PanelTest. Rscript panel.R MPDTA_CSV OUT_DIR > panel.csv
suppressMessages(library(quadprog)); options(digits = 15)
args <- commandArgs(TRUE)
cat("quantity,value\n"); p <- function(n, v) cat(sprintf("%s,%.12g\n", n, v))
d <- read.csv(args[1])
w <- reshape(d[, c("countyreal", "year", "lemp", "lpop", "first.treat")], idvar = "countyreal", timevar = "year", direction = "wide", v.names = "lemp")
s <- w[w$first.treat %in% c(0, 2006), ]; D <- as.numeric(s$first.treat == 2006); dy <- s$lemp.2006 - s$lemp.2005; x <- s$lpop
f <- function(i) {
  D <- D[i]; dy <- dy[i]; x <- x[i]
  m <- predict(lm(dy ~ x, subset = D == 0, data = data.frame(dy, x, D)), data.frame(x)); e <- fitted(glm(D ~ x, binomial, control = list(epsilon = 1e-13))); v <- e * (1 - D) / (1 - e)
  c(reg = mean(D * (dy - m)) / mean(D), ipw = sum(D * dy) / sum(D) - sum(v * dy) / sum(v), dr = sum(D * (dy - m)) / sum(D) - sum(v * (dy - m)) / sum(v))
}
n <- length(D); full <- f(1:n); jk <- sapply(1:n, function(k) f((1:n)[-k]))
se <- sqrt((n - 1) / n * rowSums((jk - rowMeans(jk))^2))
for (k in names(full)) { p(paste0("att.", k), full[[k]]); p(paste0("jackknife se.", k), se[[k]]) }
# event study by dummies
d$e <- ifelse(d$first.treat == 0, -1, d$year - d$first.treat); d$e <- pmax(d$e, -4); 
m <- lm(lemp ~ factor(countyreal) + factor(year) + I((e == -4) * 1) + I((e == -3) * 1) + I((e == -2) * 1) + I((e == 0) * 1) + I((e == 1) * 1) + I((e == 2) * 1) + I((e == 3) * 1), d)
b <- coef(m)[grep("e ==", names(coef(m)))]; for (i in seq_along(b)) p(paste0("event study.", i), b[i])
# synthetic control on a simulated factor model
set.seed(11); U <- 9; T <- 20; lam <- matrix(rnorm(T * 2), T); mu <- matrix(runif(U * 2), U); mu[1, ] <- colMeans(mu[c(2, 4, 7, 9), ]); Y <- round(mu %*% t(lam) + matrix(rnorm(U * T, 0, .15), U) + 3, 4); Y[1, 15:20] <- Y[1, 15:20] + .8
write.csv(as.data.frame(Y), file.path(args[2], "synthetic.csv"), row.names = FALSE, quote = FALSE)
fit <- function(i, donors) { Z <- t(Y[donors, 1:14]); q <- solve.QP(crossprod(Z), crossprod(Z, Y[i, 1:14]), cbind(1, diag(length(donors))), c(1, rep(0, length(donors))), meq = 1); q$solution }
sol <- fit(1, 2:U); for (j in seq_along(sol)) p(paste0("weight.", j), sol[j])
g <- Y[1, ] - colSums(sol * Y[2:U, ]); p("effect", mean(g[15:20])); p("error before", sqrt(mean(g[1:14]^2))); 
r <- sapply(1:U, function(i) { dn <- if (i == 1) 2:U else setdiff(2:U, i); s <- fit(i, dn); h <- Y[i, ] - colSums(s * Y[dn, , drop = FALSE]); sqrt(mean(h[15:20]^2)) / sqrt(mean(h[1:14]^2)) })
p("ratio", r[1]); p("p", mean(r >= r[1]))
