# Comparative cohorts in base R, after the definitions of OHDSI's CohortMethod, person by person and without any of Steelyard's code.
# Rscript comparative.R FOLDER SETTINGS.csv OUT.csv: the folder holds OMOP tables; every row of the settings gives one cohort.
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "records.R"))
person <- read("person")
observed <- read("observation_period")
exposure <- read("drug_exposure")
era <- read("drug_era")
condition <- read("condition_occurrence")
death <- read("death")
events <- function(domain, concept) {
  if (domain == "drug") {
    d <- exposure[exposure$drug_concept_id %in% under(concept), ]
    data.frame(p = d$person_id, from = d$drug_exposure_start_date, to = d$drug_exposure_end_date)
  } else {
    d <- era[era$drug_concept_id %in% under(concept), ]
    data.frame(p = d$person_id, from = d$drug_era_start_date, to = d$drug_era_end_date)
  }
}
outcome <- condition[condition$condition_concept_id %in% under(5), ]
other <- events("drug", 3)
settings <- read.csv(args[2], stringsAsFactors = FALSE)
answer <- list()
for (i in seq_len(nrow(settings))) {
  s <- settings[i, ]
  arms <- list(events(s$domain, 1), events(s$domain, 2)) # of the treated, of the controls
  entries <- NULL
  for (p in person$person_id) {
    windows <- observed[observed$person_id == p, ]
    for (arm in 1:2) {
      mine <- arms[[arm]]$from[arms[[arm]]$p == p]
      theirs <- arms[[3 - arm]]$from[arms[[3 - arm]]$p == p]
      days <- sort(unique(mine))
      if (s$firstOnly) days <- days[days == min(mine, Inf)]
      for (day in days) {
        before <- function(when) any(when < day & when >= day - s$washout)
        if (before(mine) || (s$naive && before(theirs))) next
        within <- windows[windows$observation_period_start_date + max(s$washout, s$prior) <= day &
          windows$observation_period_end_date >= day, ]
        if (nrow(within) == 0) next
        if (day < as.integer(as.Date(s$start)) || day > as.integer(as.Date(s$end))) next
        entries <- rbind(entries, data.frame(person = p, treated = 2 - arm, day = day, seen = max(within$observation_period_end_date)))
        break
      }
    }
  }
  if (is.null(entries)) next
  twice <- entries$person[duplicated(entries$person)]
  if (s$bothArms == "remove-all") entries <- entries[!entries$person %in% twice, ]
  if (s$bothArms == "keep-first") {
    keep <- vapply(seq_len(nrow(entries)), function(k) {
      e <- entries[entries$person == entries$person[k], ]
      nrow(e) == 1 || (e$day[1] != e$day[2] && entries$day[k] == min(e$day))
    }, TRUE)
    entries <- entries[keep, ]
  }
  if (s$commonPeriod) {
    first <- tapply(entries$day, entries$treated, min)
    last <- tapply(entries$day, entries$treated, max)
    entries <- if (length(first) < 2) entries[0, ] else entries[entries$day >= max(first) & entries$day <= min(last), ]
  }
  for (k in seq_len(nrow(entries))) {
    e <- entries[k, ]
    hits <- outcome$condition_start_date[outcome$person_id == e$person]
    if (s$priorOutcome == "before" && any(hits < e$day)) next
    if (s$priorOutcome == "year" && any(hits <= e$day & hits >= e$day - 360)) next
    dies <- c(death$death_date[death$person_id == e$person], NA)[1]
    mine <- arms[[2 - e$treated]]
    mine <- mine[mine$p == e$person & mine$from >= e$day, ]
    mine <- mine[order(mine$from), ]
    theirs <- arms[[1 + e$treated]]$from[arms[[1 + e$treated]]$p == e$person]
    end <- e$seen
    if (s$gap >= 0) {
      end <- -Inf
      for (m in seq_len(nrow(mine))) {
        if (m > 1 && mine$from[m] - end > s$gap) break
        end <- max(end, mine$to[m], mine$from[m])
      }
      end <- end + s$surveillance
    }
    begin <- e$day + s$startOffset
    last <- min(if (s$endAnchor == "cohort-start") e$day + s$endOffset else end + s$endOffset, e$seen)
    if (s$death) last <- min(last, dies, na.rm = TRUE)
    if (s$switch) last <- min(last, theirs[theirs > e$day])
    if (last - begin + 1 < s$minimum) next
    hit <- sort(hits[hits >= begin & hits <= last])
    born <- person$year_of_birth[person$person_id == e$person]
    answer[[length(answer) + 1]] <- data.frame(
      setting = i, person = e$person, treated = e$treated, index_date = format(as.Date(e$day, origin = "1970-01-01")), days_at_risk = last - begin + 1,
      bleed = as.integer(length(hit) > 0), bleed_days = if (length(hit) > 0) hit[1] - begin + 1 else last - begin + 1,
      age = as.integer(format(as.Date(e$day, origin = "1970-01-01"), "%Y")) - born,
      visits = sum(hits >= e$day - 360 & hits <= e$day),
      others = as.integer(any(other$p == e$person & other$from >= e$day - 180 & other$from <= e$day - 1)))
  }
}
write.csv(do.call(rbind, answer), args[3], row.names = FALSE, quote = FALSE)
