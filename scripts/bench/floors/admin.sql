SELECT * FROM django_admin_log ORDER BY action_time DESC LIMIT 10
