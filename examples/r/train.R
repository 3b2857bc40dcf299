# Softmax regression on the iris of Anderson and Fisher, by stochastic gradient descent. Writes metrics.csv.
#   Rscript train.R configs/mini.yml

source("reprise.R")

# R reads lines of "name: value" by itself, which YAML is where it is flat.
settings <- lapply(as.data.frame(read.dcf(commandArgs(TRUE)[1])), as.numeric)
trace <- reprise_open()
set.seed(reprise_seed(settings$seed))

flowers <- read.csv("data/iris.csv", stringsAsFactors = TRUE)
inputs <- cbind(1, scale(as.matrix(flowers[, 1:4])))
labels <- diag(3)[as.integer(flowers$Species), ]
test <- sample(nrow(flowers), 30)
train <- setdiff(seq_len(nrow(flowers)), test)

softmax <- function(scores) {
  exponents <- exp(scores - apply(scores, 1, max))
  exponents / rowSums(exponents)
}
cross_entropy <- function(rows, weights) -mean(log(rowSums(softmax(inputs[rows, ] %*% weights) * labels[rows, ])))

weights <- matrix(rnorm(15, sd = 0.1), 5, 3)
trace <- reprise_step(trace, -1, parameters = list(weights = weights))

step <- 0
metrics <- data.frame()
for (epoch in seq_len(settings$epochs)) {
  order <- sample(train)
  for (rows in split(order, ceiling(seq_along(order) / settings$batch_size))) {
    errors <- (softmax(inputs[rows, ] %*% weights) - labels[rows, ]) / length(rows)
    gradient <- t(inputs[rows, ]) %*% errors
    loss <- cross_entropy(rows, weights)
    weights <- weights - settings$learning_rate * gradient
    trace <- reprise_step(
      trace, step,
      loss = loss, batch = list(inputs = inputs[rows, ], labels = labels[rows, ]),
      gradients = list(weights = gradient), parameters = list(weights = weights),
      hyper = list(lr = settings$learning_rate)
    )
    step <- step + 1
  }
  metrics <- rbind(metrics, data.frame(epoch = epoch, train_loss = cross_entropy(train, weights), eval_loss = cross_entropy(test, weights)))
  cat(sprintf("epoch %d loss=%.4f eval_loss=%.4f\n", epoch, tail(metrics$train_loss, 1), tail(metrics$eval_loss, 1)))
}
# All digits: R writes 15 of them, which are not enough to tell two numbers apart.
metrics[] <- lapply(metrics, function(column) sprintf("%.17g", column))
write.csv(metrics, "metrics.csv", row.names = FALSE, quote = FALSE)
reprise_close(trace)
