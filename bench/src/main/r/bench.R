# The R side of the benchmark: Rscript bench.R TASK FILE ROWS REPEATS REPLICATES
# Reads doubles column after column; prints median wall seconds, median CPU seconds and the first coefficient.
args <- commandArgs(TRUE)
task <- args[1]; n <- as.integer(args[3]); repeats <- as.integer(args[4]); replicates <- as.integer(args[5])
values <- readBin(args[2], "double", file.size(args[2]) / 8, endian = "little")
if (task != "lasso") { data <- matrix(values, n); rm(values); p <- ncol(data) - if (task == "logistic") 1 else 2 }
once <- function(work) { s <- system.time(work()); c(s[["elapsed"]], s[["user.self"]] + s[["sys.self"]]) }
timed <- function(work, repeats) {
  work(); t <- replicate(repeats, { s <- system.time(work()); c(s[["elapsed"]], s[["user.self"]] + s[["sys.self"]]) })
  apply(matrix(t, 2), 1, median)
}
if (task == "logistic") {
  x <- cbind(1, data[, 1:p]); y <- data[, p + 1]; rm(data)
  time <- timed(function() fit <<- glm.fit(x, y, family = binomial()), repeats); check <- fit$coefficients[[2]]
} else if (task == "cox") {
  suppressMessages(library(survival))
  x <- data[, 1:p]; y <- Surv(data[, p + 1], data[, p + 2])
  work <- function() fit <<- survival::coxph.fit(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE)
  time <- timed(work, repeats); check <- fit$coefficients[[1]]
} else if (task == "coxrobust") {
  suppressMessages(library(survival))
  frame <- as.data.frame(data[, 1:p]); names(frame) <- paste0("x", seq_len(p)); frame$t <- data[, p + 1]; frame$d <- data[, p + 2]
  time <- once(function() fit <<- coxph(Surv(t, d) ~ ., frame, robust = TRUE)); check <- sqrt(vcov(fit)[1, 1])
} else if (task == "finegray") {
  suppressMessages(library(cmprsk))
  time <- once(function() fit <<- crr(data[, p + 1], data[, p + 2], data[, 1:p])); check <- fit$coef[[1]]
} else if (task == "lasso") {
  suppressMessages({library(glmnet); library(Matrix)})
  y <- values[(length(values) - n + 1):length(values)]; place <- values[seq_len(length(values) - n)]
  x <- sparseMatrix(i = place %% n + 1, j = place %/% n + 1, x = 1); rm(values)
  set.seed(1); fold <- sample(rep_len(1:10, n))
  time <- once(function() fit <<- cv.glmnet(x, y, family = "binomial", foldid = fold, nlambda = 40, lambda.min.ratio = 0.002, standardize = FALSE)); check <- fit$lambda.min
} else if (task == "imputation") {
  suppressMessages(library(mice))
  frame <- as.data.frame(data); names(frame) <- paste0("x", seq_len(ncol(frame)))
  for (j in seq(2, ncol(frame), 2)) frame[[j]] <- factor(frame[[j]], levels = 0:1)
  method <- rep("", ncol(frame)); method[1:4] <- c("pmm", "logreg", "pmm", "logreg")
  time <- once(function() fit <<- mice(frame, m = 20, maxit = 5, method = method, seed = 1, printFlag = FALSE))
  check <- mean(sapply(1:20, function(k) mean(complete(fit, k)$x1)))
} else {
  x <- cbind(1, data[, 1:p]); a <- data[, p + 1]; y <- data[, p + 2]; some <- 20
  one <- function() {
    i <- sample.int(n, n, TRUE); e <- glm.fit(x[i, ], a[i], family = binomial(), control = list(epsilon = 1e-12))$fitted.values
    w <- ifelse(a[i] == 1, 1 / e, 1 / (1 - e)); sum((w * y[i])[a[i] == 1]) / sum(w[a[i] == 1]) - sum((w * y[i])[a[i] == 0]) / sum(w[a[i] == 0])
  }
  set.seed(1); time <- timed(function() for (k in seq_len(some)) one(), 1) * replicates / some; check <- NaN
}
cat(format(c(time, check), digits = 12), "\n")
