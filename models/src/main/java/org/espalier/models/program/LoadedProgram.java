package org.espalier.models.program;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.tensorflow.engine.TfSymbolBlock;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.proto.SignatureDef;

/**
 * A program in memory, on one device: its signatures share one session and so the program's
 * variables.
 *
 * <p>One caller at a time where the program has variables; a program without any may be run from
 * several threads.
 */
public final class LoadedProgram implements AutoCloseable {
  private final Program program;
  private final Model model;
  private final Map<String, SignatureDef> definitions;
  private final Map<String, TfSymbolBlock> blocks;

  private LoadedProgram(Program program, Model model) {
    this.program = program;
    this.model = model;
    var first = (TfSymbolBlock) model.getBlock();
    this.definitions = first.getSavedModelBundle().getMetaGraphDef().getSignatureDefMap();
    this.blocks = new LinkedHashMap<>();
    for (var name : definitions.keySet()) {
      blocks.put(name, new TfSymbolBlock(first.getSavedModelBundle(), name));
    }
  }

  /**
   * Loads the program through DJL.
   *
   * @throws IllegalArgumentException if the folder holds no readable SavedModel
   */
  public static LoadedProgram load(Program program, LoadOptions options) {
    TensorFlowEngine.start(options);
    var model = Model.newInstance(program.name(), TensorFlowEngine.NAME);
    try {
      var first = new LinkedHashMap<String, Object>();
      first.put("ConfigProto", options.config());
      first.put("SignatureDefKey", SavedSignatures.first(program));
      model.load(program.directory(), null, first);
      return new LoadedProgram(program, model);
    } catch (IOException e) {
      model.close();
      throw new UncheckedIOException("cannot read program " + program.directory(), e);
    } catch (MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalArgumentException(
          "program folder %s cannot be loaded: delete it, it is made again"
              .formatted(program.directory()),
          e);
    }
  }

  /** Names of the signatures. */
  public Set<String> signatures() {
    return blocks.keySet();
  }

  /**
   * Extents of an input, outermost first; -1 where any will do.
   *
   * @throws IllegalArgumentException if there is no such signature or input, or its shape is open
   */
  public List<Long> inputShape(String signature, String input) {
    var definition = definitions.get(signature);
    var info = definition == null ? null : definition.getInputsMap().get(input);
    if (info == null || info.getTensorShape().getUnknownRank()) {
      throw new IllegalArgumentException(
          "program %s has no signature %s with an input %s of a known shape"
              .formatted(program.name(), signature, input));
    }
    return info.getTensorShape().getDimList().stream().map(dim -> dim.getSize()).toList();
  }

  /**
   * Runs one signature.
   *
   * @param inputs one array for each input of the signature, by name
   * @return one array for each output of the signature, by name
   * @throws IllegalArgumentException if the signature is unknown, or an input is missing, unknown,
   *     or of another type or shape; names it
   */
  public Outputs run(String signature, Map<String, HostArray> inputs) {
    var block = blocks.get(signature);
    var definition = definitions.get(signature);
    if (block == null || definition == null) {
      throw new IllegalArgumentException(
          "program %s has no signature %s, it has %s"
              .formatted(program.name(), signature, signatures()));
    }
    InputCheck.check(program.name() + "." + signature, definition, inputs);
    try (var manager = NDManager.newBaseManager(null, TensorFlowEngine.NAME)) {
      var fed = new NDList();
      for (var input : block.describeInput().keys()) {
        fed.add(feed(manager, input, inputs));
      }
      if (fed.isEmpty()) {
        // DJL takes the manager of the outputs from the first input, so there must be one.
        fed.add(manager.create(0f));
      }
      var fetched = block.forward(new ParameterStore(manager, false), fed, false);
      var outputs = new LinkedHashMap<String, HostArray>();
      for (var array : fetched) {
        outputs.put(array.getName(), fetch(array));
      }
      return new Outputs(outputs);
    }
  }

  @Override
  public void close() {
    // The blocks share the model's session, which closes with the model.
    model.close();
  }

  /////////////////////////////////////////////////////////////////////////////

  private static NDArray feed(NDManager manager, String name, Map<String, HostArray> inputs) {
    var array = Objects.requireNonNull(inputs.get(name));
    var fed = manager.create(array.values(), new Shape(array.shape()), array.type().djl());
    fed.setName(name);
    return fed;
  }

  private static HostArray fetch(NDArray array) {
    var type = ElementType.of(array.getDataType());
    var bytes = array.toByteBuffer();
    var shape = array.getShape().getShape();
    return new HostArray(
        type,
        shape,
        switch (type) {
          case FLOAT32 -> bytes.asFloatBuffer();
          case INT32 -> bytes.asIntBuffer();
          case INT64 -> bytes.asLongBuffer();
          case UINT8 -> bytes;
        });
  }
}
