#include "ui/people/CaptureStep.h"

#include "core/evidence/PictureCodec.h"
#include "ui/people/FaceThumb.h"
#include "ui/people/FaceView.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int LiveInterval = 80; // ms between shown pictures
constexpr int GlanceInterval = 600; // ms between judgements of the live picture
constexpr int FrozenFor = 2500; // ms a taken picture stays
constexpr QSize LiveBound(640, 480); // px
constexpr QSize SampleThumb(64, 80);

} // namespace

CaptureStep::CaptureStep(const SiteContext& context, FaceStudio& studio, PersonId person, int present, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_person(person)
    , m_present(present)
    , m_studio(studio)
    , m_cameras(new QComboBox)
    , m_file(new Button(context.appearance, ButtonLook::Plain, Icon::Folder, tr("From file…")))
    , m_take(new Button(context.appearance, ButtonLook::Plain, Icon::Camera, tr("Take picture")))
    , m_view(new FaceView(context.appearance))
    , m_icon(new QLabel)
    , m_words((new Label(context.appearance, {}))->wrapped())
    , m_strip(new QHBoxLayout)
{
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Small));
    column->addWidget((
        new Label(context.appearance,
            tr("Three to five sharp pictures, each a little different: straight ahead, a little left, a little right."),
            TextSize::Body, Role::Muted))
                          ->wrapped());
    auto* sources = new QHBoxLayout;
    m_cameras->setObjectName(QStringLiteral("camera"));
    m_cameras->setAccessibleName(tr("Camera"));
    m_cameras->addItem(tr("No camera"), 0);
    for (const lane::Camera& each : context.running.cameras())
        m_cameras->addItem(each.name, each.id.value());
    m_take->setObjectName(QStringLiteral("takePicture"));
    m_file->setObjectName(QStringLiteral("fromFile"));
    sources->addWidget(m_cameras, 1);
    sources->addWidget(m_take);
    sources->addWidget(m_file);
    column->addLayout(sources);
    auto* said = new QHBoxLayout;
    m_words->setObjectName(QStringLiteral("pictureWords"));
    said->addWidget(m_icon, 0, Qt::AlignTop);
    said->addWidget(m_words, 1);
    column->addLayout(said);
    column->addWidget(m_view);
    m_strip->setSpacing(theme.px(Gap::Small));
    column->addLayout(m_strip);

    m_liveTimer.setInterval(LiveInterval);
    m_glanceTimer.setInterval(GlanceInterval);
    connect(&m_liveTimer, &QTimer::timeout, this, &CaptureStep::showLive);
    connect(&m_glanceTimer, &QTimer::timeout, this, &CaptureStep::glanceLive);
    connect(m_cameras, &QComboBox::currentIndexChanged, this, &CaptureStep::cameraChosen);
    connect(m_file, &QPushButton::clicked, this, &CaptureStep::chooseFile);
    connect(m_take, &QPushButton::clicked, this, &CaptureStep::takeLive);
    cameraChosen();
    showSamples();
}

CameraId CaptureStep::camera() const
{
    return CameraId(m_cameras->currentData().toLongLong());
}

void CaptureStep::chooseFile()
{
    m_context.prompts.openFile(this,
        { tr("Picture of the person"), tr("Pictures (*.jpg *.jpeg *.png *.bmp *.webp)"), {} },
        [this](const QString& file) {
            if (file.isEmpty())
                return;
            m_cameras->setCurrentIndex(0);
            setBusy(true);
            m_studio.takeFile(file, m_person, m_context.session.actor(), this, [this](const Result<StudioLook>& look) {
                taken(look, look && look->attempt.sample ? look->attempt.sample->crop : QImage());
            });
        });
}

void CaptureStep::cameraChosen()
{
    m_isFrozen = false;
    m_view->clear();
    m_words->clear();
    m_icon->clear();
    m_take->setEnabled(camera().isValid());
    if (camera().isValid()) {
        m_view->setHint(tr("Waiting for the camera's picture."));
        m_liveTimer.start();
        m_glanceTimer.start();
    } else {
        m_view->setHint(tr("Choose a camera the person stands before, or a picture file."));
        m_liveTimer.stop();
        m_glanceTimer.stop();
    }
}

void CaptureStep::showLive()
{
    if (m_isFrozen || !isVisible())
        return;
    const video::Frame frame = m_context.lanes.latestFrame(camera());
    if (!frame.isNull())
        m_view->setPicture(frame.toImage({}, LiveBound));
}

void CaptureStep::glanceLive()
{
    const video::Frame frame = m_context.lanes.latestFrame(camera());
    if (m_isFrozen || !isVisible() || frame.isNull())
        return;
    m_studio.glance(frame, this, [this, asked = camera()](const enrolment::FaceAttempt& attempt) {
        if (!m_isFrozen && asked == camera())
            explain(attempt, {}, true);
    });
}

void CaptureStep::takeLive()
{
    const video::Frame frame = m_context.lanes.latestFrame(camera());
    if (frame.isNull()) {
        m_words->setText(tr("The camera has sent no picture yet."));
        return;
    }
    m_isFrozen = true;
    const QImage picture = frame.toImage({}, LiveBound);
    m_view->setPicture(picture);
    setBusy(true);
    m_studio.take(frame, m_person, m_context.session.actor(), this, [this, picture](const Result<StudioLook>& look) {
        taken(look, picture);
        QTimer::singleShot(FrozenFor, this, [this] { m_isFrozen = false; });
    });
}

void CaptureStep::taken(const Result<StudioLook>& look, const QImage& picture)
{
    setBusy(false);
    if (!look) {
        m_view->clear();
        m_icon->setPixmap(m_context.appearance.pixmap(Icon::StateDeny, Role::Deny, IconSize, devicePixelRatioF()));
        m_words->setText(errorText(look.error()));
        return;
    }
    m_view->setPicture(picture);
    if (look->attempt.sample) {
        m_samples.append(*look->attempt.sample);
        showSamples();
    }
    explain(look->attempt, look->alikeName, false);
    // A crop shows the face alone: the frames of the whole picture would lie wrong on it.
    if (!camera().isValid())
        m_view->setFaces({}, Role::Allow);
    Q_EMIT changed();
}

void CaptureStep::explain(const enrolment::FaceAttempt& attempt, const QString& alikeName, bool isLive)
{
    QStringList hints;
    for (const vision::Finding& finding : attempt.quality.findings)
        hints.append(findingText(finding, lane::Purpose::Faces));
    Role tone = Role::Allow;
    Icon icon = Icon::Check;
    QString words;
    if (attempt.refusal) {
        tone = isLive ? Role::Ask : Role::Deny;
        icon = isLive ? Icon::StateAsk : Icon::StateDeny;
        words = errorText({ *attempt.refusal, {} });
    } else if (attempt.sample) {
        const int percent = qRound(attempt.quality.overall * 100);
        words = isLive ? tr("Good to take: quality %1 %.").arg(percent) : tr("Taken: quality %1 %.").arg(percent);
        if (!alikeName.isEmpty()) {
            tone = Role::Ask;
            icon = Icon::StateAsk;
            words = tr("%1 But it looks very much like %2, who is enrolled already. Is it the same person?")
                        .arg(words, alikeName);
        }
    }
    if (!hints.isEmpty())
        words += QLatin1Char('\n') + hints.join(QStringLiteral(" · "));
    m_view->setFaces(attempt.faces, tone);
    m_words->setText(words);
    if (words.isEmpty())
        m_icon->clear();
    else
        m_icon->setPixmap(m_context.appearance.pixmap(icon, tone, IconSize, devicePixelRatioF()));
}

void CaptureStep::showSamples()
{
    while (QLayoutItem* item = m_strip->takeAt(0)) {
        if (QWidget* cell = item->widget())
            cell->deleteLater();
        delete item;
    }
    for (qsizetype index = 0; index < m_samples.size(); ++index) {
        auto* cell = new QWidget;
        auto* column = new QVBoxLayout(cell);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(new FaceThumb(m_context.appearance, m_samples.at(index).crop, SampleThumb));
        auto* remove = new Button(m_context.appearance, ButtonLook::Quiet, Icon::Close, {});
        remove->setIconOnly(tr("Leave this picture out"));
        remove->setObjectName(QStringLiteral("leaveOut%1").arg(index));
        column->addWidget(remove, 0, Qt::AlignHCenter);
        connect(remove, &QPushButton::clicked, this, [this, index] {
            m_samples.removeAt(index);
            showSamples();
            Q_EMIT changed();
        });
        m_strip->addWidget(cell);
    }
    m_strip->addStretch(1);
    setBusy(false);
}

void CaptureStep::setBusy(bool isBusy)
{
    const bool hasRoom = m_present + m_samples.size() < enrolment::MaximumTemplatesAPerson;
    m_file->setEnabled(!isBusy && hasRoom);
    m_take->setEnabled(!isBusy && hasRoom && camera().isValid());
    if (isBusy)
        m_words->setText(tr("Looking at the picture…"));
    else if (!hasRoom)
        m_words->setText(tr("Ten pictures are the most a person can have."));
}

} // namespace gatehouse::ui
