# Writes the trace of a training for Reprise, in R without packages. Copy it into your own repository and call
#   trace <- reprise_open()                 once, at the start; NULL where Reprise did not start the training
#   set.seed(reprise_seed(42))              instead of set.seed(42), so that Reprise can ask for other seeds
#   trace <- reprise_step(trace, step, loss = …, batch = …, gradients = …, parameters = …, hyper = …)
#                                           once a step, from 0; step -1 before it gives the initial parameters
#   reprise_close(trace)                    at the end
# Arrays are numeric vectors or matrices, in named lists. The format is described in docs/trace.md of Reprise.

reprise_open <- function() {
  folder <- Sys.getenv("REPRISE_OUT")
  schedule <- Sys.getenv("REPRISE_TRACE", "standard")
  if (folder == "" || schedule == "off") return(NULL)
  trace <- list(file = file.path(folder, sprintf("trace-%d.ndjson", Sys.getpid())), schedule = schedule, steps = 0, hyper = "")
  header <- '{"schema":"reprise/trace/v1","writer":"reprise.R","framework":"R %s","rank":0,"world":1,"digest":"md5","mode":"told","schedule":"%s"}'
  reprise_line(trace, sprintf(header, getRversion(), schedule))
  trace
}

reprise_seed <- function(seed) {
  index <- as.numeric(Sys.getenv("REPRISE_SEED_INDEX", "0"))
  moved <- if (index == 0) seed else (seed + index * 2654435761) %% 2^32
  if (moved >= 2^31) moved - 2^32 else moved # set.seed takes a signed integer
}

reprise_step <- function(trace, step, loss = NULL, batch = NULL, gradients = NULL, parameters = NULL, hyper = NULL) {
  if (is.null(trace)) return(NULL)
  if (step < 0) {
    reprise_tensors(trace, -1, "init", "value", parameters)
    return(trace)
  }
  told <- list(
    batch = list(batch, "batch", "value"),
    loss = list(if (!is.null(loss)) list(loss = loss), "loss", "value"),
    gradient = list(gradients, "gradient", "grad"),
    update = list(parameters, "update", "value")
  )
  line <- sprintf('{"t":"step","step":%d', step)
  for (name in names(told)) {
    arrays <- told[[name]][[1]]
    if (is.null(arrays)) next
    if (reprise_dense(trace$schedule, step)) reprise_tensors(trace, step, told[[name]][[2]], told[[name]][[3]], arrays)
    line <- sprintf('%s,"%s":"%s"', line, name, reprise_digest(arrays))
  }
  values <- paste(sprintf('"%s":%.17g', names(hyper), unlist(hyper)), collapse = ",")
  if (values != trace$hyper) {
    reprise_line(trace, sprintf('{"t":"hyper","step":%d,"optimizer":0,"group":0,"values":{%s}}', step, values))
    trace$hyper <- values
  }
  if (exists(".Random.seed", globalenv())) {
    line <- sprintf('%s,"random":"%s"', line, reprise_digest(get(".Random.seed", globalenv())))
  }
  reprise_line(trace, paste0(line, "}"))
  trace$steps <- trace$steps + 1
  window <- reprise_window(trace$schedule)
  if (!is.null(window) && step >= window[2]) {
    reprise_close(trace, "window")
    quit(save = "no", status = 0)
  }
  trace
}

reprise_close <- function(trace, reason = "finished") {
  if (!is.null(trace)) reprise_line(trace, sprintf('{"t":"end","steps":%d,"reason":"%s"}', trace$steps, reason))
}

reprise_line <- function(trace, line) cat(line, "\n", file = trace$file, sep = "", append = TRUE)

reprise_tensors <- function(trace, step, phase, part, arrays) {
  for (name in names(arrays)) {
    array <- arrays[[name]]
    shape <- if (is.null(dim(array))) length(array) else dim(array)
    reprise_line(trace, sprintf(
      '{"t":"tensor","step":%d,"phase":"%s","name":"%s","part":"%s","call":0,"shape":[%s],"dtype":"%s","digest":"%s"}',
      step, phase, name, part, paste(shape, collapse = ","), reprise_types[typeof(array)], reprise_digest(array)
    ))
  }
}

reprise_types <- c(double = "float64", integer = "int32", logical = "bool")

# The bits of the numbers, without names and dimensions. R itself hashes only files.
reprise_digest <- function(arrays) {
  file <- tempfile()
  on.exit(unlink(file))
  writeBin(as.vector(unlist(arrays)), file)
  unname(tools::md5sum(file))
}

reprise_dense <- function(schedule, step) {
  window <- reprise_window(schedule)
  if (!is.null(window)) return(step >= window[1] && step <= window[2])
  schedule == "dense" || schedule == "standard" && (step < 8 || log2(step) %% 1 == 0)
}

# "window:3-9" is c(3, 9); NULL where there is none.
reprise_window <- function(schedule) {
  if (startsWith(schedule, "window:")) as.numeric(strsplit(substring(schedule, 8), "-")[[1]])
}
