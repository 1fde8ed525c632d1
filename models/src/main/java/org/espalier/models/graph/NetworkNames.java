package org.espalier.models.graph;

/** Names of the signatures, inputs and outputs of a {@link NetworkProgram}, which explains them. */
public final class NetworkNames {

  public static final String TRAIN = "train";
  public static final String TRAIN_WITH_GRADIENT = "train_with_gradient";
  public static final String GRADIENT = "gradient";
  public static final String WEIGHT_GRADIENTS = "weight_gradients";
  public static final String SCORE = "score";
  public static final String COMPARE = "compare";
  public static final String STATE = "state";
  public static final String ASSIGN = "assign";
  public static final String INFER = "infer";
  public static final String CALIBRATE = "calibrate";
  public static final String EVALUATE = "evaluate";
  public static final String MEASURE = "measure";
  public static final String SCORE_GIVEN = "score_given";
  public static final String ADD_GRADIENT = "add_gradient";
  public static final String TAKE_STEP = "take_step";
  public static final String TEACH = "teach";

  public static final String IMAGES = "images";
  public static final String LABELS = "labels";
  public static final String PATH = "path";
  public static final String COMPARED = "compared";
  public static final String OPTION_WEIGHTS = "option_weights";
  public static final String EDGE_WEIGHTS = "edge_weights";
  public static final String LEARNING_RATE = "learning_rate";
  public static final String SEED = "seed";
  public static final String DROP_PATH = "drop_path";
  public static final String AVERAGE_DECAY = "average_decay";
  public static final String LOSS = "loss";
  public static final String CORRECT = "correct";
  public static final String CORRECT_TOP5 = "correct_top5";
  public static final String LENGTH = "length";
  public static final String LOGITS = "logits";
  public static final String STATISTICS = "statistics";
  public static final String SOFT_LABELS = "soft_labels";
  public static final String SOFT_WEIGHT = "soft_weight";

  private NetworkNames() {}
}
