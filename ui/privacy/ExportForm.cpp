#include "ui/privacy/ExportForm.h"

#include "core/base/Resources.h"
#include "core/security/RecoveryCode.h"
#include "ui/common/Background.h"
#include "ui/common/Banner.h"
#include "ui/common/SecondPerson.h"
#include "ui/documents/PdfOutput.h"
#include "ui/documents/SubjectDocument.h"

#include <QVBoxLayout>

#include <chrono>

namespace gatehouse::ui {

namespace {

constexpr std::chrono::milliseconds LookAtProgress { 250 };

} // namespace

ExportForm::ExportForm(
    const SiteContext& context, const privacy::Subject& subject, const QString& name, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_subject(subject)
    , m_name(name)
    , m_banner(new Banner(context.appearance))
    , m_help((new Label(context.appearance,
                  tr("A ZIP file encrypted with AES-256: a report to read, the same for machines, and the pictures, in "
                     "which other people's faces and plates are made unrecognisable. 7-Zip and bsdtar open it."),
                  TextSize::Body, Role::Muted))
                 ->wrapped())
    , m_second(new SecondPerson(context, security::ProtectedAct::ExportPersonalData))
    , m_state((new Label(context.appearance, {}))->wrapped())
    , m_passphrase((new Label(context.appearance, {}, TextSize::Title))->wrapped())
{
    const Theme& theme = context.appearance.theme();
    m_state->setObjectName(QStringLiteral("exportState"));
    m_passphrase->setObjectName(QStringLiteral("exportPassphrase"));
    m_passphrase->setFace(Face::Code);
    m_passphrase->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Medium));
    column->addWidget(m_banner);
    column->addWidget(m_help);
    column->addWidget(m_second);
    column->addWidget(m_state);
    column->addWidget(m_passphrase);
    column->addStretch(1);
    m_state->hide();
    m_look.setInterval(LookAtProgress);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (m_progress->total > 0)
            m_state->setText(tr("Making others unrecognisable: picture %1 of %2")
                                 .arg(m_progress->done + 1)
                                 .arg(int(m_progress->total)));
    });
}

ExportForm::~ExportForm()
{
    m_progress->isCancelled = true;
}

QString ExportForm::title() const
{
    return tr("Export: %1").arg(m_name);
}

bool ExportForm::isDirty() const
{
    return m_isBusy || (!m_isDone && m_second->hasInput());
}

void ExportForm::save()
{
    if (m_isBusy)
        return;
    if (m_isDone) {
        Q_EMIT saved(0);
        return;
    }
    m_banner->clear();
    // The file's name tells nobody whose it is.
    const QString suggested =
        QStringLiteral("gatehouse-%1-%2.zip").arg(m_subject.kind()).arg(qMax<qint64>(m_subject.number(), 0));
    m_context.prompts.saveFile(
        this, { tr("Save the package"), tr("ZIP archives (*.zip)"), suggested }, [this](const QString& file) {
            if (!file.isEmpty())
                begin(file);
        });
}

void ExportForm::begin(const QString& file)
{
    setBusy(true, tr("Asking for the second person's approval…"));
    m_second->ask(
        privacy::exportProposal(m_subject).object,
        [this, file](const std::shared_ptr<security::Approval>& approval) { gather(file, approval); },
        [this] { setBusy(false, {}); });
}

void ExportForm::gather(const QString& file, const std::shared_ptr<security::Approval>& approval)
{
    setBusy(true, tr("Reading what is held…"));
    m_context.site.writer().request(
        [approval, subject = m_subject, actor = m_context.session.actor(), &clock = m_context.clock,
            &site = m_context.site](store::Database& database) -> Result<std::shared_ptr<privacy::SubjectMaterial>> {
            auto material = privacy::gatherSubject(actor, database, clock, subject, std::move(*approval),
                [&](const QByteArray& sealed, const QByteArray& about) {
                    return site.openField(actor, sealed, about);
                });
            if (!material)
                return material.error();
            return std::make_shared<privacy::SubjectMaterial>(std::move(*material));
        },
        this,
        [this, file](const Result<std::shared_ptr<privacy::SubjectMaterial>>& material) {
            if (material)
                pack(file, *material);
            else
                fail(material.error());
        });
}

void ExportForm::pack(const QString& file, std::shared_ptr<privacy::SubjectMaterial> material)
{
    m_look.start();
    const auto work = [material = std::move(material), file, progress = m_progress, &site = m_context.site,
                          &clock = m_context.clock, time = m_context.time]() -> Result<security::Passphrase> {
        const QString siteName = site.info().name;
        GATEHOUSE_TRY_ASSIGN(catalogue, vision::ModelCatalogue::create(resourcePath(u"models")));
        GATEHOUSE_TRY_ASSIGN(blur, privacy::BystanderBlur::create(catalogue));
        const security::Passphrase passphrase = security::makeRecoveryCode();
        GATEHOUSE_TRY_ASSIGN(zip, privacy::EncryptedZip::create(file, passphrase));
        const auto load = [&](const privacy::HeldPicture& picture) {
            return site.reader().call([&](store::Database& database) {
                return privacy::heldBytes(database, clock, material->file, picture);
            });
        };
        GATEHOUSE_TRY_ASSIGN(
            pictures, privacy::packPictures(zip, *material, *blur, load, [&progress](int done, int total) {
                progress->done = done;
                progress->total = total;
                return !progress->isCancelled;
            }));
        GATEHOUSE_TRY_ASSIGN(proofs, privacy::packProofs(zip, *material, [&](ConsentId consent) {
            return site.reader().call(
                [&](store::Database& database) { return privacy::heldProof(database, clock, consent); });
        }));
        GATEHOUSE_TRY_ASSIGN(report, pdfOf(subjectDocument(material->file, pictures, siteName, time)));
        GATEHOUSE_TRY(privacy::packSubject(zip, *material, { pictures, proofs }, report, subjectReadme(siteName)));
        return passphrase;
    };
    runInBackground(this, work, [this, file](const Result<security::Passphrase>& passphrase) {
        m_look.stop();
        if (passphrase)
            showPassphrase(file, *passphrase);
        else
            fail(passphrase.error());
    });
}

void ExportForm::fail(const Error& error)
{
    setBusy(false, {});
    m_banner->showError(error);
}

void ExportForm::showPassphrase(const QString& file, const security::Passphrase& passphrase)
{
    m_isDone = true;
    m_help->hide();
    m_second->hide();
    m_passphrase->setText(QString::fromUtf8(passphrase.data(), qsizetype(passphrase.size())));
    m_passphrase->show();
    setBusy(false,
        tr("Saved as %1. This is the passphrase; it is shown once and kept nowhere. Tell it by another way than the "
           "file: by telephone, or by hand.")
            .arg(file));
}

void ExportForm::setBusy(bool isBusy, const QString& word)
{
    m_isBusy = isBusy;
    m_second->setEnabled(!isBusy);
    m_state->setText(word);
    m_state->setVisible(!word.isEmpty());
    Q_EMIT stateChanged();
}

} // namespace gatehouse::ui
