#pragma once

#include "core/privacy/Certificate.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRun.h"
#include "core/privacy/SubjectFile.h"
#include "ui/common/RecordsPage.h"

#include <QHash>

namespace gatehouse::ui {

// What the privacy officer looks after: the queue of requests with the overdue ones first and everything that is held
// about whom they concern, how long data is kept, the proof of what was deleted, and the impact assessment.
class PrivacyPage : public RecordsPage
{
    Q_OBJECT

public:
    explicit PrivacyPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;

protected:
    void rowChosen(int list, qint64 key) override;
    void formSaved(int list, qint64 id) override;
    void startRow(int list, qint64 key) override;

private:
    enum List { Requests, Retention, Certificates };
    using RequestModel = PagedTableModel<privacy::SubjectRequest>;
    using RetentionModel = PagedTableModel<privacy::RetentionLine>;
    using CertificateModel = PagedTableModel<privacy::Certificate>;

    void addRequests();
    void addRetention();
    void addCertificates();
    [[nodiscard]] RequestModel::Loader requestLoader();
    void countOverdue();
    void loadNames();

    void showRequest(const privacy::SubjectRequest& request);
    [[nodiscard]] QList<QWidget*> requestButtons(const privacy::SubjectRequest& request);
    void loadSubject(const privacy::SubjectRequest& request);
    void showSubject(const privacy::SubjectRequest& request, const privacy::SubjectFile& file);
    void askToRestrict(const privacy::SubjectRequest& request, bool isRestricted);
    void showRetention(const privacy::RetentionLine& line);
    void showCertificate(const privacy::Certificate& certificate);
    void savePdf(const privacy::Certificate& certificate);
    void runRetention();
    void askAboutClock(const QString& days);

    RequestModel* m_requests = nullptr;
    RetentionModel* m_retention = nullptr;
    CertificateModel* m_certificates = nullptr;
    Button* m_all = nullptr;
    Button* m_run = nullptr;
    QHash<OperatorId, QString> m_names;
};

} // namespace gatehouse::ui
