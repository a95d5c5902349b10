# The tables of an OMOP folder as R has them, days as numbers; shared by the programs beside it.
args <- commandArgs(trailingOnly = TRUE)
read <- function(table) {
  d <- read.csv(file.path(args[1], paste0(table, ".csv")), colClasses = "character")
  for (n in names(d)) {
    d[[n]] <- if (grepl("_date$", n)) as.integer(as.Date(d[[n]])) else if (grepl("_id$|_birth$", n)) as.integer(d[[n]]) else d[[n]]
  }
  d
}
ancestor <- read("concept_ancestor")
under <- function(concept) ancestor$descendant_concept_id[ancestor$ancestor_concept_id == concept]
