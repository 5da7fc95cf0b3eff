#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "core/base/CsvReader.h"
#include "core/base/Resources.h"
#include "core/vision/FaceGallery.h"
#include "core/vision/VisionThreads.h"
#include "core/vision/evaluation/FaceEvaluation.h"
#include "core/vision/evaluation/FacePictures.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonDocument>
#include <QSaveFile>

namespace gatehouse::ctl {

namespace {

struct FaceEvaluationOptions
{
    std::string images;
    std::string pairs;
    std::string gallery;
    std::string probes;
    std::string json;
};

// What both commands need: the networks, computing on one thread so that the times mean one core.
struct FaceBench
{
    std::unique_ptr<vision::FaceAnalyser> analyser;
    vision::FaceThresholds thresholds;

    static Result<FaceBench> create()
    {
        vision::setThreadsPerNetwork(1);
        GATEHOUSE_TRY_ASSIGN(catalogue, vision::ModelCatalogue::create(resourcePath(u"models")));
        GATEHOUSE_TRY_ASSIGN(thresholds, vision::FaceThresholds::fromCatalogue(catalogue));
        GATEHOUSE_TRY_ASSIGN(analyser, vision::FaceAnalyser::create(catalogue));
        return FaceBench { std::move(analyser), thresholds };
    }
};

// A threshold is 0.4, not the nearest float to it.
double shortest(float value)
{
    return QString::number(value, 'g', 6).toDouble();
}

Result<void> writeMeasures(const QString& file, const QJsonObject& measures)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return failure(ErrorCode::FileNotWritable, file);
    out.write(QJsonDocument(measures).toJson());
    if (!out.commit())
        return failure(ErrorCode::FileNotWritable, file);
    return {};
}

// The face of the row's picture; what cannot be read is refused by file and line.
Result<std::optional<vision::FaceVector>> faceOfRow(
    vision::FacePictures& pictures, const CsvReader& reader, const CsvRow& row, QStringView column)
{
    const QString file = row.value(column);
    if (file.isEmpty())
        return reader.refuse(row, QStringLiteral("column %1 names no picture").arg(column));
    auto face = pictures.face(file);
    if (!face)
        return reader.refuse(
            row, QStringLiteral("the picture of column %1 cannot be read: %2").arg(column, face.error().detail));
    return face;
}

Result<bool> samePerson(const CsvReader& reader, const CsvRow& row)
{
    const QString value = row.value(u"same");
    if (value == u"1")
        return true;
    if (value == u"0")
        return false;
    return reader.refuse(row, QStringLiteral("column same is neither 1 nor 0"));
}

Result<void> evaluatePairs(const FaceEvaluationOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(reader,
        CsvReader::open(QString::fromStdString(options.pairs),
            { QStringLiteral("file1"), QStringLiteral("file2"), QStringLiteral("same") }));
    GATEHOUSE_TRY_ASSIGN(bench, FaceBench::create());
    vision::FacePictures pictures(*bench.analyser, QString::fromStdString(options.images));
    std::vector<vision::FacePair> pairs;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(row, reader.next());
        if (!row)
            break;
        GATEHOUSE_TRY_ASSIGN(isSame, samePerson(reader, *row));
        GATEHOUSE_TRY_ASSIGN(first, faceOfRow(pictures, reader, *row, u"file1"));
        GATEHOUSE_TRY_ASSIGN(second, faceOfRow(pictures, reader, *row, u"file2"));
        vision::FacePair pair { isSame, std::nullopt };
        if (first && second)
            pair.similarity = vision::similarity(*first, *second);
        pairs.push_back(pair);
    }
    const vision::FacePairMeasures measures = vision::measurePairs(pairs, bench.thresholds.verify);
    return writeMeasures(QString::fromStdString(options.json),
        {
            { QStringLiteral("pairs"), measures.pairs },
            { QStringLiteral("detected"), measures.detected },
            { QStringLiteral("accuracy"), measures.accuracy },
            { QStringLiteral("eer"), measures.eer },
            { QStringLiteral("tarAtFar1e2"), measures.tarAtFar1e2 },
            { QStringLiteral("tarAtFar1e3"), measures.tarAtFar1e3 },
            { QStringLiteral("threshold"), shortest(bench.thresholds.verify) },
            { QStringLiteral("accuracyAtThreshold"), measures.accuracyAtThreshold },
            { QStringLiteral("msMedian"), vision::quantile(pictures.milliseconds(), 0.5) },
        });
}

// Persons as the gallery's CSV names them; ids count from 1 in the order of appearance.
using PersonNumbers = QHash<QString, PersonId>;

Result<std::vector<vision::FaceGalleryEntry>> readGallery(
    vision::FacePictures& pictures, const QString& file, PersonNumbers& persons)
{
    GATEHOUSE_TRY_ASSIGN(reader, CsvReader::open(file, { QStringLiteral("file"), QStringLiteral("person") }));
    std::vector<vision::FaceGalleryEntry> entries;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(row, reader.next());
        if (!row)
            break;
        const QString name = row->value(u"person");
        if (name.isEmpty())
            return reader.refuse(*row, QStringLiteral("a gallery picture needs a person"));
        GATEHOUSE_TRY_ASSIGN(face, faceOfRow(pictures, reader, *row, u"file"));
        if (!persons.contains(name))
            persons.insert(name, PersonId(persons.size() + 1));
        if (face)
            entries.push_back({ persons.value(name), *face });
    }
    return entries;
}

Result<std::vector<vision::FaceProbe>> searchProbes(vision::FacePictures& pictures, const QString& file,
    const PersonNumbers& persons, const vision::FaceGallery& gallery, std::vector<double>& milliseconds)
{
    GATEHOUSE_TRY_ASSIGN(reader, CsvReader::open(file, { QStringLiteral("file"), QStringLiteral("person") }));
    std::vector<vision::FaceProbe> probes;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(row, reader.next());
        if (!row)
            break;
        vision::FaceProbe probe;
        // Who is not in the gallery is a stranger to it, named or not.
        if (const auto known = persons.constFind(row->value(u"person")); known != persons.constEnd())
            probe.person = *known;
        GATEHOUSE_TRY_ASSIGN(face, faceOfRow(pictures, reader, *row, u"file"));
        if (face) {
            QElapsedTimer timer;
            timer.start();
            probe.match = gallery.search(*face);
            milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        probes.push_back(std::move(probe));
    }
    return probes;
}

Result<void> evaluateIdentification(const FaceEvaluationOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(bench, FaceBench::create());
    vision::FacePictures pictures(*bench.analyser, QString::fromStdString(options.images));
    PersonNumbers persons;
    GATEHOUSE_TRY_ASSIGN(entries, readGallery(pictures, QString::fromStdString(options.gallery), persons));
    GATEHOUSE_TRY_ASSIGN(gallery, vision::FaceGallery::create(entries, bench.thresholds));
    std::vector<double> milliseconds;
    GATEHOUSE_TRY_ASSIGN(
        probes, searchProbes(pictures, QString::fromStdString(options.probes), persons, gallery, milliseconds));
    const vision::FaceIdentificationMeasures measures = vision::measureIdentification(probes);
    return writeMeasures(QString::fromStdString(options.json),
        {
            { QStringLiteral("enrolled"), static_cast<int>(gallery.personCount()) },
            { QStringLiteral("templates"), static_cast<int>(gallery.templateCount()) },
            { QStringLiteral("probes"), measures.probes },
            { QStringLiteral("strangers"), measures.strangers },
            { QStringLiteral("rank1"), measures.rank1 },
            { QStringLiteral("tpir"), measures.tpir },
            { QStringLiteral("fpir"), measures.fpir },
            { QStringLiteral("tpirAtFpir1e2"), measures.tpirAtFpir1e2 },
            { QStringLiteral("threshold"), shortest(gallery.threshold()) },
            { QStringLiteral("msSearch"), vision::quantile(milliseconds, 0.5) },
        });
}

int reported(const CtlContext& context, const Result<void>& outcome)
{
    return outcome ? ExitSuccess : context.fail(outcome.error());
}

} // namespace

void addEvaluateFaceCommands(CLI::App& evaluate, CtlContext& context)
{
    auto options = std::make_shared<FaceEvaluationOptions>();
    auto* faces = evaluate.add_subcommand("faces", "Compare pairs of pictures: same person or not");
    auto* identify = evaluate.add_subcommand("identify", "Search probes in a gallery: who is it, or a stranger");
    for (auto* command : { faces, identify }) {
        command->add_option("--images", options->images, "Folder the files are in")->required();
        command->add_option("--json", options->json, "File for the measures")->required();
    }
    faces->add_option("--pairs", options->pairs, "CSV with file1,file2,same (1 or 0)")->required();
    identify->add_option("--gallery", options->gallery, "CSV with file,person of who is enrolled")->required();
    identify->add_option("--probes", options->probes, "CSV with file,person; no person: a stranger")->required();
    context.onRun(faces, [&context, options] { return reported(context, evaluatePairs(*options)); });
    context.onRun(identify, [&context, options] { return reported(context, evaluateIdentification(*options)); });
}

} // namespace gatehouse::ctl
