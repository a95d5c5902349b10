# Reference numbers of MetaAnalysisTest from metafor 3.8. Rscript meta.R > meta.csv
suppressMessages(library(metafor)); options(digits = 15)
cat("quantity,value\n"); p <- function(n, v) cat(sprintf("%s,%.12g\n", n, v))
ctl <- list(threshold = 1e-12, maxiter = 1000, tol = 1e-13)
e <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
for (m in c("FE", "DL", "HE", "HS", "SJ", "ML", "REML", "EB", "PM")) { r <- rma(yi, vi, data = e, method = m, control = ctl); p(paste0(m, ".b"), r$b); p(paste0(m, ".se"), r$se); p(paste0(m, ".tau2"), r$tau2); p(paste0(m, ".I2"), r$I2); p(paste0(m, ".H2"), r$H2)
  g <- rma(yi, vi, mods = ~ablat + year, data = e, method = m, control = ctl); p(paste0(m, ".mods b"), g$b[2]); p(paste0(m, ".mods se"), g$se[2]); p(paste0(m, ".mods tau2"), g$tau2); p(paste0(m, ".mods QE"), g$QE) }
r <- rma(yi, vi, data = e, method = "REML", control = ctl); k <- rma(yi, vi, data = e, method = "REML", test = "knha", control = ctl)
p("knha lb", k$ci.lb); p("knha ub", k$ci.ub); l <- leave1out(r); for (i in 1:13) p(paste0("leave.", i), l$estimate[i])
pi <- predict(r, predtype = "Riley"); p("pi.lb", pi$pi.lb); p("pi.ub", pi$pi.ub)
rt <- ranktest(e$yi, e$vi); p("begg tau", rt$tau); p("begg p", rt$pval)
g <- regtest(r); p("egger z", g$zval); p("egger p", g$pval); g <- regtest(r, model = "lm"); p("egger t", g$zval); p("egger t p", g$pval)
for (m in c("FE", "REML", "DL")) { t <- trimfill(rma(yi, vi, data = e, method = m, control = ctl), side = if (m == "FE") "left" else NULL); p(paste0("trim ", m, " k0"), t$k0); p(paste0("trim ", m, " b"), t$b); p(paste0("trim ", m, " se"), t$se) }
s <- e[e$yi < 0.1, ]; t <- trimfill(rma(yi, vi, data = s, method = "FE")); p("trim sub k0", t$k0); p("trim sub b", t$b); p("trim sub right", as.numeric(t$side == "right"))
for (m in c("OR", "RR", "RD")) { h <- rma.mh(measure = m, ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg); p(paste0("MH ", m), h$b); p(paste0("MH se ", m), h$se) }
h <- rma.peto(ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg); p("Peto", h$b); p("Peto se", h$se)
u <- mantelhaen.test(UCBAdmissions); p("UCB OR", u$estimate); p("UCB lb", u$conf.int[1]); p("UCB ub", u$conf.int[2]); p("UCB chi", u$statistic); p("UCB chi plain", mantelhaen.test(UCBAdmissions, correct = FALSE)$statistic)
