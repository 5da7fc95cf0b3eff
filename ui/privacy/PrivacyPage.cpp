#include "ui/privacy/PrivacyPage.h"

#include "core/privacy/ClockDoubt.h"
#include "core/privacy/Restriction.h"
#include "core/security/AuditAccess.h"
#include "ui/common/ApprovedActForm.h"
#include "ui/common/Background.h"
#include "ui/documents/CertificateDocument.h"
#include "ui/documents/PdfOutput.h"
#include "ui/documents/PrivacyWords.h"
#include "ui/privacy/CertificateDetail.h"
#include "ui/privacy/CloseForm.h"
#include "ui/privacy/EraseForm.h"
#include "ui/privacy/ExportForm.h"
#include "ui/privacy/ImpactForm.h"
#include "ui/privacy/PrivacyColumns.h"
#include "ui/privacy/RequestDetail.h"
#include "ui/privacy/RequestForm.h"
#include "ui/privacy/RetentionForm.h"
#include "ui/privacy/SubjectDetail.h"

namespace gatehouse::ui {

using privacy::Subject;
using privacy::SubjectRequest;
using security::Permission;

PrivacyPage::PrivacyPage(const SiteContext& context, QWidget* parent)
    : RecordsPage(context, tr("Privacy"), parent)
{
    addRequests();
    addRetention();
    addCertificates();
    if (context.session.may(Permission::ViewImpactAssessment)) {
        auto* impact = addAction(-1, ButtonLook::Plain, Icon::File, tr("Impact assessment"), QStringLiteral("impact"));
        connect(impact, &QPushButton::clicked, this, [this] { startForm(new ImpactForm(this->context())); });
    }
    m_run = addAction(Retention, ButtonLook::Plain, Icon::Delete, tr("Delete what is overdue"), QStringLiteral("run"));
    connect(m_run, &QPushButton::clicked, this, [this] { runRetention(); });
    addAddAction(Requests, tr("New request"), QStringLiteral("addRequest"));
}

PageEntry PrivacyPage::entry()
{
    return { QStringLiteral("privacy"), [] { return tr("Privacy"); }, Icon::EyeOff, Permission::HandleRequests,
        [](const SiteContext& context) -> Page* { return new PrivacyPage(context); } };
}

PrivacyPage::RequestModel::Loader PrivacyPage::requestLoader()
{
    const bool onlyOpen = !m_all || !m_all->isChecked();
    return storeLoader<SubjectRequest>(context().site.reader(), this,
        [onlyOpen, actor = context().session.actor(), &clock = context().clock, &site = context().site](
            store::Database& database, const SliceRequest<SubjectRequest>& request) -> Result<Slice<SubjectRequest>> {
            GATEHOUSE_TRY_ASSIGN(page,
                privacy::SubjectRequests(database, clock)
                    .list(actor, { onlyOpen, std::nullopt, request.offset, request.limit }));
            GATEHOUSE_TRY(site.noteReading(actor,
                { QStringLiteral("request.list"), { QStringLiteral("request"), 0 }, page.rows.size(), {},
                    onlyOpen ? QStringLiteral("open") : QString() }));
            return Slice<SubjectRequest> { page.rows, page.total };
        });
}

void PrivacyPage::addRequests()
{
    m_requests = new RequestModel(requestColumns(context()), idOf<SubjectRequest>, requestLoader());
    auto* table = new DataTable(context().appearance, context().settings, QStringLiteral("requests"),
        emptyList(Requests, Icon::Check, tr("No request is open"),
            tr("Whoever is recorded here may ask for a copy, a correction, a restriction or erasure. Note each request "
               "when it comes: it is due within a month."),
            tr("New request")));
    addList(tr("Requests"), table, m_requests);
    m_all = new Button(context().appearance, ButtonLook::Chip, tr("Closed ones too"));
    m_all->setObjectName(QStringLiteral("allRequests"));
    m_all->setCheckable(true);
    table->addFilter(m_all);
    connect(m_all, &QPushButton::toggled, this, [this] { m_requests->setLoader(requestLoader()); });
}

void PrivacyPage::addRetention()
{
    m_retention = new RetentionModel(
        retentionColumns(context()), [](const privacy::RetentionLine& line) { return qint64(line.dataClass) + 1; },
        storeLoader<privacy::RetentionLine>(context().site.reader(), this,
            [actor = context().session.actor(), &clock = context().clock](store::Database& database,
                const SliceRequest<privacy::RetentionLine>& request) -> Result<Slice<privacy::RetentionLine>> {
                GATEHOUSE_TRY_ASSIGN(lines, privacy::RetentionBook(database, clock).lines(actor));
                return Slice<privacy::RetentionLine> { lines.mid(request.offset), int(lines.size()) };
            }));
    addList(tr("Retention"),
        new DataTable(context().appearance, context().settings, QStringLiteral("retention"),
            emptyList(Retention, Icon::Clock, tr("Nothing is kept"), {}, {})),
        m_retention);
}

void PrivacyPage::addCertificates()
{
    m_certificates = new CertificateModel(certificateColumns(context(), m_names), idOf<privacy::Certificate>,
        storeLoader<privacy::Certificate>(context().site.reader(), this,
            [actor = context().session.actor()](store::Database& database,
                const SliceRequest<privacy::Certificate>& request) -> Result<Slice<privacy::Certificate>> {
                const auto before = request.last ? std::optional(request.last->id) : std::nullopt;
                GATEHOUSE_TRY_ASSIGN(rows, privacy::listCertificates(actor, database, request.limit, before));
                return Slice<privacy::Certificate> { rows, std::nullopt };
            }));
    addList(tr("Certificates"),
        new DataTable(context().appearance, context().settings, QStringLiteral("certificates"),
            emptyList(Certificates, Icon::File, tr("Nothing was deleted yet"),
                tr("Each run of the retention and each erasure leaves a signed certificate here."), {})),
        m_certificates);
}

void PrivacyPage::activated()
{
    loadNames();
    reloadLists();
    countOverdue();
}

void PrivacyPage::loadNames()
{
    context().site.reader().request([actor = context().session.actor()](
                                        store::Database& database) { return security::operatorNames(actor, database); },
        this,
        [this](const Result<QHash<OperatorId, QString>>& names) {
            if (names)
                m_names = *names;
        });
}

void PrivacyPage::countOverdue()
{
    context().site.reader().request(
        [actor = context().session.actor(), &clock = context().clock](store::Database& database) {
            return privacy::SubjectRequests(database, clock).list(actor, { true, std::nullopt, 0, 0 });
        },
        this,
        [this](const Result<privacy::RequestPage>& page) {
            if (page)
                Q_EMIT attentionChanged(page->overdue);
        });
}

void PrivacyPage::rowChosen(int list, qint64 key)
{
    const auto chosen = [key](const auto& model, const auto& keyOf) {
        const auto& rows = model->rows();
        const auto found = std::find_if(rows.cbegin(), rows.cend(), [&](const auto& row) { return keyOf(row) == key; });
        return found == rows.cend() ? nullptr : &*found;
    };
    if (list == Retention) {
        if (const auto* line =
                chosen(m_retention, [](const privacy::RetentionLine& row) { return qint64(row.dataClass) + 1; }))
            showRetention(*line);
        return;
    }
    if (list == Certificates) {
        if (const auto* certificate = chosen(m_certificates, idOf<privacy::Certificate>))
            showCertificate(*certificate);
        return;
    }
    context().site.reader().request(
        [key, actor = context().session.actor(), &clock = context().clock, &site = context().site](
            store::Database& database) -> Result<SubjectRequest> {
            GATEHOUSE_TRY_ASSIGN(
                request, privacy::SubjectRequests(database, clock).get(actor, privacy::RequestId(key)));
            GATEHOUSE_TRY(
                site.noteReading(actor, { QStringLiteral("request.view"), { QStringLiteral("request"), key }, 1, {} }));
            return request;
        },
        this,
        [this](const Result<SubjectRequest>& request) {
            if (request) {
                showRequest(*request);
            } else {
                closePanel();
                showProblem(request.error());
            }
        });
}

void PrivacyPage::formSaved(int list, qint64 id)
{
    reloadLists();
    countOverdue();
    context().refreshKnowledge();
    if (id != 0 && list == Requests)
        openRow(list, id);
    else
        closePanel();
}

void PrivacyPage::startRow(int, qint64)
{
    startForm(new RequestForm(context()));
}

void PrivacyPage::showRequest(const SubjectRequest& request)
{
    showDetail(request.id.value(), tr("Request %1").arg(request.id.value()), new RequestDetail(context(), request),
        requestButtons(request));
}

QList<QWidget*> PrivacyPage::requestButtons(const SubjectRequest& request)
{
    QList<QWidget*> buttons;
    if (request.state == privacy::RequestState::Open) {
        auto* close = new Button(context().appearance, ButtonLook::Plain, Icon::Check, tr("Close…"));
        close->setObjectName(QStringLiteral("closeRequest"));
        connect(close, &QPushButton::clicked, this, [this, request] { startForm(new CloseForm(context(), request)); });
        buttons.append(close);
    }
    if (request.subject.isOne()) {
        auto* held = new Button(context().appearance, ButtonLook::Primary, Icon::Eye, tr("Everything held"));
        held->setObjectName(QStringLiteral("everythingHeld"));
        connect(held, &QPushButton::clicked, this, [this, request] { loadSubject(request); });
        buttons.append(held);
    }
    return buttons;
}

// Looking is written into the trail, so it asks the writer.
void PrivacyPage::loadSubject(const SubjectRequest& request)
{
    context().site.writer().request(
        [subject = request.subject, actor = context().session.actor(), &clock = context().clock](
            store::Database& database) { return privacy::readSubject(actor, database, clock, subject); },
        this,
        [this, request](const Result<privacy::SubjectFile>& file) {
            if (file)
                showSubject(request, *file);
            else
                showProblem(file.error());
        });
}

void PrivacyPage::showSubject(const SubjectRequest& request, const privacy::SubjectFile& file)
{
    QList<QWidget*> buttons;
    const auto add = [&](ButtonLook look, const QString& text, const QString& name, auto pressed) {
        auto* button = new Button(context().appearance, look, text);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, pressed);
        buttons.append(button);
    };
    if (context().session.may(Permission::EraseSubjects)) {
        const QString held = tr("Held: %1 passages with %2 pictures, %3 face templates, %4 vehicles.")
                                 .arg(file.events.size())
                                 .arg(file.pictureCount())
                                 .arg(file.templates.size())
                                 .arg(file.vehicles.size());
        add(ButtonLook::Deny, tr("Erase…"), QStringLiteral("erase"),
            [this, request, held] { startForm(new EraseForm(context(), request.subject, request.subjectName, held)); });
    }
    if (!file.subject.plate && !file.removedAt) {
        const bool isRestricted = file.restrictedAt.has_value();
        add(ButtonLook::Plain, isRestricted ? tr("Lift") : tr("Restrict"), QStringLiteral("restrict"),
            [this, request, isRestricted] { askToRestrict(request, isRestricted); });
        add(ButtonLook::Plain, tr("Correct"), QStringLiteral("rectify"), [this, subject = file.subject] {
            context().openPage(subject.person.isValid() ? PageTarget { QStringLiteral("people"), subject.number() }
                                                        : PageTarget { QStringLiteral("vehicles"), subject.number() });
        });
    }
    if (context().session.may(Permission::ExportPersonalData)) {
        add(ButtonLook::Primary, tr("Export…"), QStringLiteral("export"),
            [this, request] { startForm(new ExportForm(context(), request.subject, request.subjectName)); });
    }
    showDetail(request.id.value(), request.subjectName, new SubjectDetail(context(), file), buttons);
}

void PrivacyPage::askToRestrict(const SubjectRequest& request, bool isRestricted)
{
    const Confirmation question = isRestricted
        ? Confirmation { tr("Lift the restriction of %1?").arg(request.subjectName),
              tr("Lanes recognise them again, and everybody who may finds them."), tr("Lift"), false, {} }
        : Confirmation { tr("Restrict %1?").arg(request.subjectName),
              tr("What is held is kept, but no lane recognises them: the operator is asked. Only those who handle "
                 "requests find them."),
              tr("Restrict"), true, {} };
    context().prompts.confirm(this, question, [this, request, isRestricted](bool isSure) {
        if (!isSure)
            return;
        change(
            [subject = request.subject, isRestricted](
                store::Database& database, const security::ActingOperator& actor, const Clock& clock) {
                return privacy::setProcessing(actor, database, clock, subject,
                    isRestricted ? privacy::Processing::Allowed : privacy::Processing::Restricted);
            },
            {},
            [this, request] {
                context().refreshKnowledge();
                loadSubject(request);
            });
    });
}

void PrivacyPage::showRetention(const privacy::RetentionLine& line)
{
    startForm(new RetentionForm(context(), line));
}

void PrivacyPage::showCertificate(const privacy::Certificate& certificate)
{
    auto* save = new Button(context().appearance, ButtonLook::Primary, Icon::Save, tr("Save as PDF…"));
    save->setObjectName(QStringLiteral("savePdf"));
    connect(save, &QPushButton::clicked, this, [this, certificate] { savePdf(certificate); });
    showDetail(certificate.id.value(), tr("Certificate %1").arg(certificate.id.value()),
        new CertificateDetail(context(), certificate, m_names.value(certificate.operatorId)), { save });
}

void PrivacyPage::savePdf(const privacy::Certificate& certificate)
{
    const QString suggested = QStringLiteral("certificate-%1.pdf").arg(certificate.id.value());
    context().prompts.saveFile(this, { tr("Save the certificate"), tr("PDF documents (*.pdf)"), suggested },
        [this, certificate](const QString& file) {
            if (file.isEmpty())
                return;
            const Document document = certificateDocument(certificate, context().site.signingKey().publicKey(),
                context().site.info().name, m_names.value(certificate.operatorId), context().time);
            runInBackground(
                this, [document, file] { return writePdf(document, file); },
                [this](const Result<void>& written) {
                    if (written)
                        context().prompts.tell(tr("Saved."));
                    else
                        showProblem(written.error());
                });
        });
}

void PrivacyPage::askAboutClock(const QString& days)
{
    const UtcTime shown = context().clock.now();
    startForm(new ApprovedActForm(context(),
        { privacy::clockProposal(shown), tr("Is it %1 now?").arg(context().time.dateTime(shown)),
            tr("The clock is %1 days ahead of the time this machine can account for: it was switched off for that "
               "long, or the clock is wrong. If it is wrong, data and the audit trail would be deleted too early and "
               "cannot be brought back: put the clock right instead.")
                .arg(days),
            tr("The clock is right: delete"), 0,
            [&site = context().site, &clock = context().clock, actor = context().session.actor(), shown](
                security::Approval&& approval) -> Result<void> {
                GATEHOUSE_TRY(site.writer().call([&](store::Database& database) {
                    return privacy::confirmClock(actor, database, clock, shown, std::move(approval));
                }));
                GATEHOUSE_TRY(privacy::runRetention(actor, site.writer(), clock, site.signingKey()));
                return {};
            } }));
}

void PrivacyPage::runRetention()
{
    m_run->setEnabled(false);
    runInBackground(
        this,
        [&site = context().site, &clock = context().clock, actor = context().session.actor()] {
            return privacy::runRetention(actor, site.writer(), clock, site.signingKey());
        },
        [this](const Result<privacy::Certificate>& certificate) {
            m_run->setEnabled(true);
            if (!certificate && certificate.error().code == ErrorCode::ClockDoubted)
                return askAboutClock(certificate.error().detail);
            reloadLists();
            if (!certificate)
                return showProblem(certificate.error());
            showNotice(Role::Allow,
                tr("%1: certificate %2.").arg(certificateSummary(*certificate)).arg(certificate->id.value()));
        });
}

} // namespace gatehouse::ui
