import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.transport.payload.ByteArrayPayload;
import org.javarosa.core.util.PropertyUtils;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;

/**
 * Fills in a form as ODK Collect does, with the JavaRosa inside ODK_Validate.jar.
 *
 * <p>java -cp ODK_Validate.jar Fill.java FORM.xml MEDIA_FOLDER ANSWERS.txt OUT_FOLDER
 *
 * <p>ANSWERS.txt has one part for each instance: "[name]", or "[name edits other]", then "question = answer". Each
 * instance is written to OUT_FOLDER/name.xml, unless something was refused: "name question refused: message" is printed.
 */
public class Fill {
  private static final String[] CODES = {"taken", "needed", "refused"};

  public static void main(String[] args) throws Exception {
    new org.javarosa.model.xform.XFormsModule().registerModule();
    Path media = Path.of(args[1]);
    ReferenceManager.instance().addReferenceFactory(new FilesOf(media));
    Map<String, FormDef> filled = new LinkedHashMap<>();
    String name = null;
    Map<String, String> answers = new LinkedHashMap<>();
    String edited = null;
    List<String> lines = Files.readAllLines(Path.of(args[2]));
    lines.add("[]");
    for (String line : lines) {
      if (line.startsWith("[")) {
        if (name != null) {
          FormDef form = edited != null ? filled.get(edited) : opened(args[0]);
          byte[] xml = fill(form, name, answers, edited != null);
          filled.put(name, form);
          if (xml != null) {
            Files.write(Path.of(args[3], name + ".xml"), xml);
          }
        }
        String[] words = line.substring(1, line.length() - 1).split(" edits ");
        name = words[0];
        edited = words.length > 1 ? words[1] : null;
        answers = new LinkedHashMap<>();
      } else if (line.contains(" = ")) {
        answers.put(line.substring(0, line.indexOf(" = ")), line.substring(line.indexOf(" = ") + 3));
      }
    }
  }

  private static FormDef opened(String form) throws Exception {
    try (InputStream xml = Files.newInputStream(Path.of(form))) {
      FormDef opened = XFormUtils.getFormFromInputStream(xml);
      opened.initialize(true, new InstanceInitializationFactory());
      return opened;
    }
  }

  private static byte[] fill(FormDef form, String name, Map<String, String> answers, boolean isEdit) throws Exception {
    FormEntryController entry = new FormEntryController(new FormEntryModel(form));
    entry.jumpToIndex(org.javarosa.core.model.FormIndex.createBeginningOfFormIndex());
    boolean takes = true;
    int event;
    while ((event = entry.stepToNextEvent()) != FormEntryController.EVENT_END_OF_FORM) {
      if (event != FormEntryController.EVENT_QUESTION) {
        continue;
      }
      FormEntryPrompt asked = entry.getModel().getQuestionPrompt();
      String question = asked.getIndex().getReference().getNameLast();
      String answer = answers.get(question);
      IAnswerData given = answer == null
          ? asked.getAnswerValue()
          : XFormAnswerDataParser.getAnswerData(answer, asked.getDataType(), asked.getQuestion());
      int code = entry.answerQuestion(given, true);
      if (code != FormEntryController.ANSWER_OK) {
        String why = code == FormEntryController.ANSWER_CONSTRAINT_VIOLATED ? asked.getConstraintText() : "";
        takes = false;
        System.out.println(name + " " + question + " " + CODES[code] + ": " + why);
      }
    }
    if (!takes) {
      return null;
    }
    entry.finalizeFormEntry();
    if (isEdit) { // as Collect's EditedFormFinalizationProcessor does
      TreeElement meta = form.getMainInstance().getRoot().getFirstChild("meta");
      TreeElement id = meta.getFirstChild("instanceID");
      TreeElement deprecated = meta.getFirstChild("deprecatedID");
      if (deprecated == null) {
        deprecated = new TreeElement("deprecatedID");
        meta.addChild(deprecated);
      }
      deprecated.setAnswer(id.getValue());
      id.setAnswer(new StringData("uuid:" + PropertyUtils.genUUID()));
    }
    XFormSerializingVisitor serializer = new XFormSerializingVisitor();
    return ((ByteArrayPayload) serializer.createSerializedPayload(form.getInstance())).getPayloadBytes();
  }

  /** jr://file-csv/types.csv is types.csv in the folder of media. */
  private static class FilesOf extends PrefixedRootFactory {
    private final Path folder;

    FilesOf(Path folder) {
      super(new String[] {"file", "file-csv", "images"});
      this.folder = folder;
    }

    @Override
    protected Reference factory(String terminal, String uri) {
      Path file = folder.resolve(Path.of(terminal).getFileName());
      return new Reference() {
        public boolean doesBinaryExist() {
          return Files.exists(file);
        }

        public InputStream getStream() throws IOException {
          return new ByteArrayInputStream(Files.readAllBytes(file));
        }

        public String getURI() {
          return uri;
        }

        public String getLocalURI() {
          return file.toString();
        }

        public boolean isReadOnly() {
          return true;
        }

        public OutputStream getOutputStream() {
          throw new UnsupportedOperationException();
        }

        public void remove() {
          throw new UnsupportedOperationException();
        }

        public Reference[] probeAlternativeReferences() {
          return new Reference[0];
        }
      };
    }
  }
}
