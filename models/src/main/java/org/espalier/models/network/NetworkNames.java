package org.espalier.models.network;

/** Names of the signatures, inputs and outputs of a {@link NetworkProgram}. */
final class NetworkNames {
  static final String TRAIN = "train";
  static final String GRADIENTS = "gradients";
  static final String CREDIT = "credit";
  static final String SLOPES = "slopes";
  static final String SCORE = "score";
  static final String WEIGHTS = "weights";
  static final String ASSIGN = "assign";
  static final String INFER = "infer";
  static final String CALIBRATE = "calibrate";

  static final String IMAGES = "images";
  static final String LABELS = "labels";
  static final String CHOICE = "choice";
  static final String MIXTURE = "mixture";
  static final String EDGE_WEIGHTS = "edge_weights";
  static final String LEARNING_RATE = "learning_rate";
  static final String SEED = "seed";
  static final String DROP_PATH = "drop_path";
  static final String LOSS = "loss";
  static final String CORRECT = "correct";
  static final String GRADIENT = "gradient";
  static final String OF_WEIGHTS = "of_weights";
  static final String STATE = "state";
  static final String LENGTH = "length";
  static final String LOGITS = "logits";

  private NetworkNames() {}
}
