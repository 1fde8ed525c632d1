package org.espalier.transforms.evaluate;

import org.espalier.models.data.Batch;
import org.espalier.models.network.Layout;
import org.espalier.models.network.Slice;
import org.espalier.models.network.StepResult;
import org.espalier.models.network.Supernet;
import org.espalier.transforms.method.gradient.Draw;

/** Passes along one path. */
record PathPasses(Supernet network) implements Passes {

  @Override
  public StepResult train(Batch batch, Draw draw, float rate, long seed) {
    return network.train(batch, draw.path(), rate, seed);
  }

  @Override
  public StepResult trainWithGradient(Batch batch, Draw draw, float rate, long seed) {
    return network.trainWithGates(batch, draw.path(), rate, seed);
  }

  @Override
  public StepResult gradient(Batch batch, Draw draw, long seed) {
    return network.gates(batch, draw.path(), seed);
  }

  @Override
  public StepResult unrolled(Batch training, Batch validation, Draw draw, float rate, long seed) {
    throw new UnsupportedOperationException("only mixtures are unrolled");
  }

  @Override
  public StepResult score(Batch batch, Draw draw) {
    return network.score(batch, draw.path());
  }

  @Override
  public Draw only(int[] choice) {
    return new Draw.Path(choice);
  }

  @Override
  public boolean touches(Slice slice, Draw draw) {
    return slice.touchedBy(draw.path());
  }

  @Override
  public Layout layout() {
    return network.layout();
  }

  @Override
  public float[] state() {
    return network.state();
  }

  @Override
  public void assign(float[] state) {
    network.assign(state);
  }

  @Override
  public void close() {
    network.close();
  }
}
