#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "core/base/Resources.h"
#include "core/vision/VisionThreads.h"
#include "core/vision/evaluation/PlatePictures.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace gatehouse::ctl {

namespace {

constexpr qint64 ProgressInterval = 2000; // ms

struct PlateEvaluationOptions
{
    std::string images;
    std::string labels;
    std::string regions = "cn,eu,us,br";
    bool singleRegion = false;
    int longSide = vision::PlateOptions().longSide;
    int threads = 1;
    std::string json;
};

// "-" is standard output.
Result<void> writeJson(const QString& file, const QJsonObject& object)
{
    const QByteArray text = QJsonDocument(object).toJson();
    if (file == u"-") {
        QFile out;
        if (!out.open(stdout, QIODevice::WriteOnly) || out.write(text) != text.size())
            return failure(ErrorCode::FileNotWritable, QStringLiteral("standard output"));
        return {};
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size() || !out.commit())
        return failure(ErrorCode::FileNotWritable, file);
    return {};
}

// Rows of regions the reader was not asked about say nothing of it.
std::vector<vision::PlateLabel> labelsOf(
    const CtlContext& context, std::vector<vision::PlateLabel> labels, const QList<Region>& regions)
{
    const auto left =
        std::erase_if(labels, [&](const vision::PlateLabel& label) { return !regions.contains(label.region); });
    if (left > 0)
        context.say(QStringLiteral("%1 rows of other regions are left out").arg(left));
    return labels;
}

Result<void> evaluatePlates(const CtlContext& context, const PlateEvaluationOptions& options)
{
    const auto regions = regionsFromCodes(QString::fromStdString(options.regions));
    if (!regions || regions->isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--regions takes a list of cn, eu, us, br"));
    GATEHOUSE_TRY_ASSIGN(table, vision::readPlateLabels(QString::fromStdString(options.labels)));
    const std::vector<vision::PlateLabel> labels = labelsOf(context, std::move(table), *regions);
    GATEHOUSE_TRY_ASSIGN(catalogue, vision::ModelCatalogue::create(resourcePath(u"models")));
    vision::setThreadsPerNetwork(options.threads);

    vision::PlatePictureOptions pictures;
    pictures.plates.regions = *regions;
    pictures.plates.longSide = options.longSide;
    if (options.singleRegion)
        pictures.regions = vision::RegionKnowledge::Told;
    QElapsedTimer sinceProgress;
    sinceProgress.start();
    pictures.onProgress = [&](int done, int all) {
        if (done < all && sinceProgress.elapsed() < ProgressInterval)
            return;
        context.say(QStringLiteral("%1 of %2 pictures").arg(done).arg(all));
        sinceProgress.restart();
    };
    auto frames = vision::readLabelledPictures(catalogue, QString::fromStdString(options.images), labels, pictures);
    if (!frames) {
        // Worded as the table's own refusals are.
        const bool isOfRow = frames.error().code == ErrorCode::PictureUnreadable;
        const QString name = QFileInfo(QString::fromStdString(options.labels)).fileName();
        return isOfRow ? failure(frames.error().code, name + QLatin1Char(':') + frames.error().detail) : frames.error();
    }
    GATEHOUSE_TRY_ASSIGN(accept, catalogue.threshold(u"plate-reader", u"accept"));
    return writeJson(QString::fromStdString(options.json), vision::plateMeasuresJson(*frames, accept));
}

} // namespace

void addEvaluatePlateCommands(CLI::App& evaluate, CtlContext& context)
{
    auto options = std::make_shared<PlateEvaluationOptions>();
    auto* plates = evaluate.add_subcommand("plates", "Read labelled pictures of plates and measure the answers");
    plates->add_option("--images", options->images, "Folder the files are in")->required();
    plates->add_option("--labels", options->labels, "CSV with file,x,y,w,h,plate,region in pixels")->required();
    plates->add_option("--regions", options->regions, "What the reader chooses from")->capture_default_str();
    plates->add_flag("--single-region", options->singleRegion, "Tell the reader each row's region");
    plates->add_option("--long-side", options->longSide, "Pixels of the longer side that plates are searched at")
        ->check(CLI::Range(320, 2560))
        ->capture_default_str();
    plates->add_option("--threads", options->threads, "Threads a network computes on")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    plates->add_option("--json", options->json, "File for the measures, - for standard output")->required();
    context.onRun(plates, [&context, options] {
        const Result<void> outcome = evaluatePlates(context, *options);
        return outcome ? ExitSuccess : context.fail(outcome.error());
    });
}

} // namespace gatehouse::ctl
