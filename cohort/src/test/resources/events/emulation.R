# Common entry with a grace period, and repeated trials, in base R, person by person and without any of Steelyard's code.
# Rscript emulation.R FOLDER SETTINGS.csv OUT.csv: the folder holds OMOP tables; every row of the settings gives one cohort.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "records.R"))
person <- read("person")
observed <- read("observation_period")
exposure <- read("drug_exposure")
condition <- read("condition_occurrence")
death <- read("death")
drug <- function(p, concept) exposure$drug_exposure_start_date[exposure$person_id == p & exposure$drug_concept_id %in% under(concept)]
diagnosis <- function(p, concept) {
  condition$condition_start_date[condition$person_id == p & condition$condition_concept_id %in% under(concept)]
}
settings <- read.csv(args[2], stringsAsFactors = FALSE)
answer <- list()
for (i in seq_len(nrow(settings))) {
  s <- settings[i, ]
  start <- as.integer(as.Date(s$start))
  end <- as.integer(as.Date(s$end))
  for (p in person$person_id) {
    windows <- observed[observed$person_id == p, ]
    around <- function(day, before) {
      windows$observation_period_end_date[windows$observation_period_start_date + before <= day & windows$observation_period_end_date >= day]
    }
    entries <- diagnosis(p, 5)
    days <- NULL # when somebody becomes eligible, and the number of the trial
    if (s$design == "common-entry") {
      for (day in sort(unique(entries))) {
        washed <- !any(entries < day & entries >= day - s$entryWashout)
        if (washed && day >= start && day <= end && length(around(day, max(s$entryWashout, s$prior))) > 0) {
          days <- data.frame(day = day, trial = 1)
          break
        }
      }
    } else {
      dates <- seq(as.Date(s$start), as.Date(s$end), by = paste(s$every, "month"))
      for (k in seq_along(dates)) {
        day <- as.integer(dates[k])
        called <- !s$withEntry || any(entries >= day - 90 & entries <= day)
        if (called && length(around(day, s$prior)) > 0) days <- rbind(days, data.frame(day = day, trial = k))
      }
    }
    if (is.null(days)) next
    mine <- drug(p, 1)
    theirs <- drug(p, 2)
    dies <- c(death$death_date[death$person_id == p], NA)[1]
    for (k in seq_len(nrow(days))) {
      day <- days$day[k]
      back <- if (s$firstOnly) 1e6 else s$washout
      prior <- function(when) any(when < day & when >= day - back)
      if (prior(mine) || (s$active && prior(theirs))) next
      a <- min(Inf, mine[mine >= day & mine <= day + s$grace])
      b <- if (s$active) min(Inf, theirs[theirs >= day & theirs <= day + s$grace]) else Inf
      treated <- if (a < b) 1 else if (s$active && b < a) 0 else if (!s$active && is.infinite(a)) 0 else NA
      if (is.na(treated)) next
      seen <- max(around(day, 0))
      zero <- day
      if (s$timeZero == "landmark") {
        zero <- day + s$grace
        if (seen < zero || (!is.na(dies) && dies < zero)) next
      }
      last <- min(zero + s$endOffset, seen)
      if (s$death) last <- min(last, dies, na.rm = TRUE)
      begin <- zero + s$startOffset
      if (last < begin) next
      hits <- diagnosis(p, 6)
      hit <- sort(hits[hits >= begin & hits <= last])
      answer[[length(answer) + 1]] <- data.frame(
        setting = i, person = p, trial = days$trial[k], treated = treated, index_date = format(as.Date(zero, origin = "1970-01-01")),
        days_at_risk = last - begin + 1, bleed = as.integer(length(hit) > 0),
        bleed_days = if (length(hit) > 0) hit[1] - begin + 1 else last - begin + 1, visits = sum(hits >= zero - 360 & hits <= zero))
    }
  }
}
write.csv(do.call(rbind, answer), args[3], row.names = FALSE, quote = FALSE)
