# Reference numbers of BootstrapTest: percentile limits of given replicates. Rscript resampling.R > resampling.csv
suppressMessages(library(boot))
cat("quantity,value\n"); p <- function(n, v) cat(sprintf("%s,%.15g\n", n, v))
# Made replicates, in no order: (37 k mod 1009)/100, squared, differ all
made <- function(b) ((37 * seq_len(b)) %% 1009 / 100)^2
set.seed(1); form <- boot(1:10, function(d, i) mean(d[i]), 19)
for (b in c(39, 50, 199, 200, 400, 999)) for (level in c(0.8, 0.9, 0.95, 0.99)) {
  if ((b + 1) * (1 - level) / 2 < 1 - 1e-9) next
  form$t <- matrix(made(b)); form$R <- b; form$t0 <- mean(form$t)
  q <- suppressWarnings(boot.ci(form, conf = level, type = "perc"))$percent[4:5]
  p(sprintf("percentile %d %g lower", b, level), q[1]); p(sprintf("percentile %d %g upper", b, level), q[2])
}
